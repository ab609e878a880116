//! Words for what people forget: what it is, with its figure, and how to mend it.

use super::Lang;
use super::figures::{duration, frequency, number, percent};
use super::reasons::Context;
use crate::engine::lint::{Lint, Timer};
use crate::model::JourneyId;

/// One of them in words.
pub struct Advice {
    /// What is forgotten.
    pub problem: String,
    /// How to mend it.
    pub remedy: &'static str,
    /// Where a figure in it comes from.
    pub source: Option<&'static str>,
}

/// The heading: "3 things people forget".
pub fn heading(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::En, 1) => "1 thing people forget".to_owned(),
        (Lang::En, _) => format!("{count} things people forget"),
        (Lang::Zh, _) => format!("{count} 处容易忽略"),
    }
}

/// What stands above the list.
pub fn lead(lang: Lang) -> &'static str {
    lang.pick("Nothing here blocks; a click leads to where it is set", "均不影响使用；单击可定位到设置处")
}

/// A lint in words.
pub fn advice(at: Context<'_>, lint: &Lint) -> Advice {
    let lang = at.lang;
    let say = |problem: (String, String), remedy: (&'static str, &'static str)| Advice {
        problem: lang.pick(problem.0, problem.1),
        remedy: lang.pick(remedy.0, remedy.1),
        source: None,
    };
    match *lint {
        Lint::NoSpare { component, units } => {
            let name = at.component(component);
            say(
                (
                    format!("{name} needs all {units} of its {units} units: each of them can stop it"),
                    format!("{name} 的 {units} 个单元全部都要：任何一个失效都会停机"),
                ),
                ("Add one unit, or check how many are needed", "增加一个单元，或核对所需数量"),
            )
        }
        Lint::MajorityInZone { component, zone, inside, units } => {
            let (name, zone) = (at.component(component), at.zone(zone));
            say(
                (
                    format!("{inside} of {name}'s {units} voters are in {zone}: the quorum goes with it"),
                    format!("{name} 的 {units} 个投票节点有 {inside} 个在{zone}：该区失效即失去多数派"),
                ),
                (
                    "Put the voters into three zones, no zone with a majority",
                    "把投票节点分到三个故障域，任何一处都不占多数",
                ),
            )
        }
        Lint::ThinWithoutZone { component, zone, left, needed } => {
            let (name, zone) = (at.component(component), at.zone(zone));
            say(
                (
                    format!("Without {zone}, {name} has {left} units left and needs {needed}"),
                    format!("失去{zone}后，{name} 只剩 {left} 个单元，需要 {needed} 个"),
                ),
                (
                    "Add units outside it, so that the load survives the loss",
                    "在其他故障域增加单元，使失去一个区后仍能承载负载",
                ),
            )
        }
        Lint::EagerTakeover { component, false_per_h, fault_per_h } => {
            let (name, without, with) =
                (at.component(component), frequency(lang, false_per_h), frequency(lang, fault_per_h));
            say(
                (
                    format!("{name} takes over without need {without}, and with need {with}"),
                    format!("{name} 误切换 {without}，而真正的故障只有 {with}"),
                ),
                ("Wait for more misses, or poll less often", "增加判定次数，或放慢探测"),
            )
        }
        Lint::SlowTakeover { component, takeover_h, allowed_h } => {
            let (name, takes, allowed) =
                (at.component(component), duration(lang, takeover_h), duration(lang, allowed_h));
            say(
                (
                    format!(
                        "One takeover of {name} takes up to {takes}: more than the {allowed} that the target allows in its window"
                    ),
                    format!("{name} 一次切换最长 {takes}，超过目标在一个窗口内允许的 {allowed}"),
                ),
                (
                    "Detect sooner or switch faster; the timer advisor finds the interval",
                    "加快发现或切换；「探测参数建议」可给出间隔",
                ),
            )
        }
        Lint::KnownTimer { component, timer, .. } => known_timer(lang, &at.component(component), timer),
        Lint::Unfenced { component } => {
            let name = at.component(component);
            say(
                (
                    format!("{name} does not cut the old primary off: a takeover without need leaves two of them"),
                    format!("{name} 切换时不隔离旧主：误切换会出现双主（脑裂）"),
                ),
                ("Fence the old primary before the takeover", "切换前先隔离旧主（fencing）"),
            )
        }
        Lint::RareTests { component, every_h, dead } => {
            let (name, every, dead) = (at.component(component), duration(lang, every_h), percent(dead));
            say(
                (
                    format!("{name}'s standby is tested every {every}: in {dead} of cases it is dead when wanted"),
                    format!("{name} 的备机每 {every}才演练一次：需要时有 {dead} 的可能早已失效"),
                ),
                ("Test it more often, or monitor it", "提高演练频率，或接入监控"),
            )
        }
        Lint::PerfectTakeover { component } => {
            let name = at.component(component);
            say(
                (
                    format!("{name}'s takeovers always work: nobody's do"),
                    format!("{name} 假定切换百分之百成功：现实中没有"),
                ),
                (
                    "Set the chance that a takeover works; 95–99 % is usual (suggested)",
                    "设定切换成功率，常见为 95–99 %（建议值）",
                ),
            )
        }
        Lint::NoCommonCause { component } => {
            let name = at.component(component);
            say(
                (
                    format!("Nothing hits all units of {name} at once: no bad release, no bad config"),
                    format!("{name} 假定没有任何故障会同时击中全部单元：没有坏版本，也没有错误配置"),
                ),
                (
                    "Set the share of common causes; 2–10 % is usual (suggested)",
                    "设定共因故障占比，常见为 2–10 %（建议值）",
                ),
            )
        }
        Lint::ShortCache { from, to, cached_h, takeover_h, .. } => {
            let (from, to) = (at.component(from), at.component(to));
            let (cached, takeover) = (duration(lang, cached_h), duration(lang, takeover_h));
            say(
                (
                    format!("{from}'s cache lasts {cached}, a takeover of {to} takes {takeover}: it hides none"),
                    format!("{from} 的缓存只能撑 {cached}，{to} 切换要 {takeover}：一次也遮不住"),
                ),
                ("Cache for longer than a takeover, or take over sooner", "让缓存时长超过切换时间，或加快切换"),
            )
        }
        Lint::EveryTarget { from, first, second, targets, .. } => {
            let (from, first, second) = (at.component(from), at.component(first), at.component(second));
            let (all, more, count) = match targets {
                2 => ("both ", String::new(), String::new()),
                _ => ("", format!(" and {} more", targets - 2), format!("等 {targets} 个")),
            };
            say(
                (
                    format!("{from} needs {all}{first} and {second}{more}: each of them alone can stop it"),
                    format!("{from} 同时需要 {first} 和 {second}{count}：任何一个失效都会停机"),
                ),
                (
                    "If one of them is enough, choose “Any of several” for their links",
                    "若有一个可用即可，把这些连线设为「多选一」",
                ),
            )
        }
        Lint::NoDetection { component } => {
            let name = at.component(component);
            say(
                (
                    format!("{name}'s recovery has no time until somebody knows"),
                    format!("{name} 的恢复没有计入发现故障的时间"),
                ),
                ("State how long it takes to notice", "填写发现故障所需的时间"),
            )
        }
        Lint::LossWithoutLimit { component, lag_h } => {
            let (name, lost) = (at.component(component), duration(lang, lag_h));
            say(
                (
                    format!("A takeover of {name} may lose {lost} of data, and the goal says nothing about that"),
                    format!("{name} 切换可能丢失 {lost}的数据，而目标没有规定 RPO"),
                ),
                ("State an RPO in the goal", "在目标中填写 RPO"),
            )
        }
        Lint::Unlinked { component } => {
            let name = at.component(component);
            say(
                (
                    format!("Nothing is linked to {name}: it breaks nothing but itself"),
                    format!("{name} 没有任何依赖连线：它失效不影响其他组件"),
                ),
                ("Link what needs it, or remove it", "连上依赖它的组件，或删除它"),
            )
        }
        Lint::OneGround { zone, .. } => {
            let zone = at.zone(zone);
            say(
                (
                    format!("Everything stands in {zone}: when it goes, all goes"),
                    format!("全部组件都在{zone}：它失效则全停"),
                ),
                ("Place copies in a second zone", "在第二个故障域放置副本"),
            )
        }
        Lint::NoGround { .. } => say(
            (
                "No zones are drawn: copies share no rack, no power and no data centre".to_owned(),
                "没有画出故障域：副本之间假定不共用机架、电源和机房".to_owned(),
            ),
            ("Draw the zones that the copies stand in", "画出副本所在的故障域"),
        ),
        Lint::NoLoad { component } => {
            let name = at.component(component);
            say(
                (
                    format!("No load is stated: one unit of {name} is taken to be enough"),
                    format!("没有填写负载：假定 {name} 一个单元就够"),
                ),
                ("State the peak load in the goal", "在目标中填写峰值负载"),
            )
        }
        Lint::NoChanges { .. } => say(
            (
                "Nobody deploys and nothing is serviced: changes are a main cause of outages".to_owned(),
                "没有计入发布和维护：变更是停机的主要原因之一".to_owned(),
            ),
            ("State changes per week and how many of them fail", "填写每周变更次数与失败占比"),
        ),
        Lint::UntimedRecovery { components, .. } => say(
            (
                format!(
                    "The times to recover of all {components} components are defaults: none was practised and timed"
                ),
                format!("全部 {components} 个组件的恢复时间都是默认值：没有演练实测"),
            ),
            ("Practise one recovery and state how long it took", "演练一次恢复，填入实测时间"),
        ),
        Lint::NoTarget { journey } => {
            let name = journey_name(at, journey);
            say(
                (
                    format!("{name} has no target of its own, others do: the goal's counts"),
                    format!("{name}没有自己的目标，其他业务路径有：按总目标计"),
                ),
                ("State its target", "填写它的目标"),
            )
        }
    }
}

fn journey_name(at: Context<'_>, id: JourneyId) -> String {
    let name = at.goal.journeys.iter().find(|journey| journey.id == id).map_or("", |journey| journey.name.as_str());
    if name.is_empty() { format!("#{}", id.0) } else { name.to_owned() }
}

fn known_timer(lang: Lang, name: &str, timer: Timer) -> Advice {
    let row = timer.row();
    let wait = number(row.wait_s, 3);
    let (problem, remedy) = match timer {
        Timer::KubernetesNode => lang.pick(
            (
                format!(
                    "{name} waits {wait} s for a lost node: Kubernetes' default, 40 s to see it and 300 s to give it up"
                ),
                "Set tolerationSeconds to 30, or keep one pod to spare",
            ),
            (
                format!("{name} 丢失节点后等待 {wait} 秒：Kubernetes 默认值，40 秒发现、300 秒才驱逐"),
                "把 tolerationSeconds 设为 30，或多备一个 Pod",
            ),
        ),
        Timer::PatroniCrash => lang.pick(
            (
                format!("{name} may wait {wait} s for a crashed server to start again: Patroni's default"),
                "Set primary_start_timeout to 0: then it takes over within a loop of 10 s",
            ),
            (
                format!("{name} 崩溃后最多等待 {wait} 秒原地重启：Patroni 默认值"),
                "把 primary_start_timeout 设为 0：10 秒一轮内即切换",
            ),
        ),
        Timer::RedisSentinel => lang.pick(
            (
                format!("{name} counts as down only after {wait} s: Sentinel's default"),
                "Lower down-after-milliseconds, to 5 s for instance",
            ),
            (format!("{name} 失联 {wait} 秒后才判定下线：Sentinel 默认值"), "调小 down-after-milliseconds，例如 5 秒"),
        ),
        Timer::Route53 => lang.pick(
            (
                format!("{name} is taken out of DNS only after {wait} s: Route 53's default health checks"),
                "Use the fast checks: every 10 s",
            ),
            (format!("{name} 失效 {wait} 秒后才从 DNS 摘除：Route 53 默认健康检查"), "改用快速检查：每 10 秒一次"),
        ),
    };
    Advice { problem, remedy, source: Some(row.source) }
}
