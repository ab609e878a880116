//! Words for what the engine found: strategies, reasons for and against them, diagnostics with what to do.
//! It phrases facts; it never weighs them.

use super::Lang;
use super::figures::{availability, downtime, duration, money, number, percent};
use super::input::load_unit;
use super::panel::names;
use crate::engine::report::{Diagnostic, Figures, Reason, WhyNot};
use crate::model::strategy::Mode;
use crate::model::{ComponentId, Goal, Topology, Window, ZoneId};

/// What a sentence about figures needs to know of the plan.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The language.
    pub lang: Lang,
    /// For names.
    pub topology: &'a Topology,
    /// For currency, load unit and window.
    pub goal: &'a Goal,
}

impl<'a> Context<'a> {
    /// A component's name; an unnamed one is called by its number.
    pub fn component(self, id: ComponentId) -> String {
        let name = self.topology.components.get(&id).map_or("", |component| component.name.as_str());
        if name.is_empty() { format!("#{}", id.0) } else { name.to_owned() }
    }

    /// A zone's name; an unnamed one is called by its number.
    pub fn zone(self, id: ZoneId) -> String {
        let name = self.topology.zones.get(&id).map_or("", |zone| zone.name.as_str());
        if name.is_empty() { format!("#{}", id.0) } else { name.to_owned() }
    }

    /// An amount per month: "$400/month".
    pub fn per_month(self, amount: f64) -> String {
        format!("{}{}", money(&self.goal.currency, amount), self.lang.pick("/month", "/月"))
    }

    /// A difference per month with its sign: "+$100/month", "−$100/month".
    pub fn per_month_more(self, amount: f64) -> String {
        if amount.abs() < 0.005 {
            return self.lang.pick("at the same cost", "成本不变").to_owned();
        }
        let sign = if amount < 0.0 { "−" } else { "+" };
        format!("{sign}{}", self.per_month(amount.abs()))
    }

    /// Downtime per year.
    pub fn down(self, u: f64) -> String {
        downtime(self.lang, u, Window::Year)
    }

    /// A load with its unit: "1,200 req/s".
    pub fn load(self, load: f64) -> String {
        format!("{} {}", number(load, 3), load_unit(self.lang, self.goal.load_unit))
    }
}

/// A strategy with its number of units, after "run … as" or "改为".
pub fn mode_of(lang: Lang, mode: Mode, units: u32) -> String {
    match mode {
        Mode::Single => lang.pick("a single unit", "无冗余").to_owned(),
        Mode::HotStandby => lang.pick("hot standby", "主备（热备）").to_owned(),
        Mode::WarmStandby => lang.pick("warm standby", "主备（温备）").to_owned(),
        Mode::ColdStandby => lang.pick("cold standby", "主备（冷备）").to_owned(),
        Mode::Cluster => lang.pick(format!("a cluster of {units}"), format!("{units} 单元集群")),
        Mode::Quorum => lang.pick(format!("a quorum of {units}"), format!("{units} 节点分布式多数派")),
        Mode::MultiSite => lang.pick("active-active sites", "分布式多活").to_owned(),
    }
}

/// Why a strategy was chosen.
pub fn reason(at: Context<'_>, reason: &Reason) -> String {
    let lang = at.lang;
    match *reason {
        Reason::Pinned => lang.pick("Pinned: it stays as it is", "已固定：保持现状").to_owned(),
        Reason::OnlyOneAllowed => {
            lang.pick("The plan rules out every other strategy", "方案中已排除其他策略").to_owned()
        }
        Reason::Saves { u } => {
            let gained = at.down(u);
            lang.pick(format!("Takes {gained} off the downtime"), format!("停机减少 {gained}"))
        }
        Reason::Cheaper { per_month } => {
            let saved = at.per_month(per_month);
            lang.pick(format!("Saves {saved}, and the target is still met"), format!("节省 {saved}，仍然达标"))
        }
        Reason::NeededForTarget { u_without } => {
            let without = at.down(u_without);
            lang.pick(
                format!("With a single unit the target is missed: down {without}"),
                format!("只用单个单元则不达标：停机 {without}"),
            )
        }
        Reason::OneIsEnough { u } => {
            let cost = at.down(u);
            lang.pick(format!("One unit is enough: it costs only {cost}"), format!("单个单元足够：只带来停机 {cost}"))
        }
        Reason::CarriesLoad { needed } => {
            lang.pick(format!("The load needs {needed} units"), format!("承载负载需要 {needed} 个单元"))
        }
        Reason::SurvivesZone => lang.pick("Stays up when a zone goes", "单个故障域失效时仍可用").to_owned(),
        Reason::WithinRto { p95_h } => {
            let back = duration(lang, p95_h);
            lang.pick(
                format!("Back within {back} in 95 % of cases, inside the RTO"),
                format!("95 % 的情况下 {back}内恢复，满足 RTO"),
            )
        }
        Reason::NoDataLoss => lang.pick("A takeover loses no write", "切换不丢数据").to_owned(),
        Reason::NoAddedLatency => lang.pick("No write waits for another zone", "写入无需跨区等待").to_owned(),
        Reason::FewestSites { sites } => {
            lang.pick(format!("Fewest sites to secure: {sites}"), format!("需要防护的站点最少：{sites} 处"))
        }
        Reason::AlreadyCheapest => {
            lang.pick("Already the cheapest that meets the goal", "已是满足目标的最低成本").to_owned()
        }
    }
}

/// Why a strategy was not chosen.
pub fn why_not(at: Context<'_>, why: &WhyNot) -> String {
    let lang = at.lang;
    match *why {
        WhyNot::NotOnMenu => lang.pick("Makes no sense for this kind", "不适用于此类组件").to_owned(),
        WhyNot::Pinned => lang.pick("Pinned: the component stays as it is", "已固定：组件保持现状").to_owned(),
        WhyNot::RuledOut => lang.pick("Ruled out in this plan", "本方案已排除").to_owned(),
        WhyNot::NeedsZones => lang
            .pick("Needs at least two zones; add them on the canvas", "至少需要两个故障域，请先在画布上添加")
            .to_owned(),
        WhyNot::OverCapacity { ceiling_load, load } => {
            let (carries, asked) = (at.load(ceiling_load), at.load(load));
            if ceiling_load.is_finite() {
                lang.pick(
                    format!("The load outgrows it: with growth and headroom it carries a peak of {carries}; {asked} is asked for"),
                    format!("承载不了负载：计入增长与余量后，峰值上限 {carries}，需要 {asked}"),
                )
            } else {
                lang.pick("More units must be active than it has", "同时工作的单元不够").to_owned()
            }
        }
        WhyNot::BreaksRto { p95_h } => {
            let (back, limit) = (duration(lang, p95_h), duration(lang, at.goal.rto_h.unwrap_or(0.0)));
            lang.pick(
                format!("Back too late: {back} at 95 %, RTO {limit}"),
                format!("恢复太慢：95 % 分位 {back}，RTO {limit}"),
            )
        }
        WhyNot::BreaksRpo { rpo_h } => {
            let (lost, limit) = (duration(lang, rpo_h), duration(lang, at.goal.rpo_h.unwrap_or(0.0)));
            lang.pick(
                format!("May lose too much: {lost} of data, RPO {limit}"),
                format!("可能丢失 {lost}的数据，超出 RPO {limit}"),
            )
        }
        WhyNot::BreaksLatency { latency_ms } => {
            let (added, limit) = (number(latency_ms, 2), number(at.goal.latency_ms.unwrap_or(0.0), 2));
            lang.pick(
                format!("Writes wait too long: {added} ms, limit {limit} ms"),
                format!("写入等待 {added} 毫秒，超出上限 {limit} 毫秒"),
            )
        }
        WhyNot::ClosedToData { zone } => {
            let zone = at.zone(zone);
            lang.pick(
                format!("Keeps data in {zone}, where none may be kept"),
                format!("数据会存放在{zone}，该处不允许存放"),
            )
        }
        WhyNot::TooManySites { sites } => {
            let most = at.goal.most_sites.unwrap_or(0);
            lang.pick(
                format!("Too many places hold the data: {sites}, limit {most}"),
                format!("数据分布在 {sites} 处，超出上限 {most} 处"),
            )
        }
        WhyNot::TooManyEndpoints { endpoints } => {
            let most = at.goal.most_endpoints.unwrap_or(0);
            lang.pick(
                format!("Too many endpoints to protect: {endpoints}, limit {most}"),
                format!("需要防护的接入点 {endpoints} 个，超出上限 {most} 个"),
            )
        }
        WhyNot::NeedsSkill { skill } => {
            let (asked, team) = (names::skill(lang, skill), names::skill(lang, at.goal.skill));
            lang.pick(
                format!("Asks for more skill than the team has: {asked}, the team is {team}"),
                format!("运维要求「{asked}」，团队水平为「{team}」"),
            )
        }
        WhyNot::MissesTarget { u } => {
            let down = at.down(u);
            lang.pick(format!("Misses the target: the journey is down {down}"), format!("不达标：业务路径停机 {down}"))
        }
        WhyNot::CostsMore { per_month } => {
            let more = at.per_month(per_month);
            lang.pick(format!("Meets the goal too, for {more} more"), format!("同样达标，但贵 {more}"))
        }
        WhyNot::NoBetter => lang.pick("Same cost, no better", "成本相同，没有更好").to_owned(),
    }
}

/// A strategy's figures in one line, each with the word that explains it.
pub fn figures(at: Context<'_>, figures: &Figures) -> Vec<(&'static str, String)> {
    let lang = at.lang;
    let mut line = vec![
        (lang.pick("down", "停机"), at.down(figures.u)),
        (lang.pick("cost", "成本"), at.per_month(figures.cost_per_month)),
        ("RTO 95 %", duration(lang, figures.rto_h.p95_h)),
    ];
    if let Some(rpo_h) = figures.rpo_h {
        let loss = if rpo_h > 0.0 { duration(lang, rpo_h) } else { lang.pick("no loss", "不丢数据").to_owned() };
        line.push(("RPO", loss));
    }
    if figures.write_latency_ms > 0.0 {
        let added = format!("+{} {}", number(figures.write_latency_ms, 2), lang.pick("ms", "毫秒"));
        line.push((lang.pick("write", "写延迟"), added));
    }
    if figures.ceiling_load.is_finite() {
        line.push((lang.pick("carries", "承载上限"), at.load(figures.ceiling_load)));
    }
    line.push((lang.pick("units", "单元"), figures.units.to_string()));
    line.push((lang.pick("sites", "站点"), figures.sites.to_string()));
    line
}

/// A diagnostic in words: what is the matter, and what to do.
pub struct Advice {
    /// What is the matter.
    pub problem: String,
    /// What to do.
    pub remedy: &'static str,
    /// The component to look at, if it is about one.
    pub component: Option<ComponentId>,
}

/// A diagnostic with what to do about it.
pub fn advice(at: Context<'_>, diagnostic: &Diagnostic) -> Advice {
    let lang = at.lang;
    let say =
        |component: Option<ComponentId>, (en, zh): (String, String), (en_do, zh_do): (&'static str, &'static str)| {
            Advice { problem: lang.pick(en, zh), remedy: lang.pick(en_do, zh_do), component }
        };
    let about = |id: ComponentId, text: &dyn Fn(&str) -> (String, String), remedy| {
        say(Some(id), text(&at.component(id)), remedy)
    };
    match *diagnostic {
        Diagnostic::Overloaded { component, needed, units } => about(
            component,
            &|name| {
                (
                    format!("{name} needs {needed} units for the load and has {units}: it counts as down"),
                    format!("{name} 承载负载需要 {needed} 个单元，只有 {units} 个，按停机计"),
                )
            },
            ("Add units, raise a unit's capacity or lower the load", "增加单元、提高单元容量或降低负载"),
        ),
        Diagnostic::DeadOnArrival { component, mass } => about(
            component,
            &|name| {
                let share = percent(mass);
                (
                    format!("{share} of {name}'s restarts do not hold: P(0)"),
                    format!("{name} 有 {share} 的重启立即失败：P(0)"),
                )
            },
            ("Raise α or β if that is not meant", "若非本意，请调大 α 或 β"),
        ),
        Diagnostic::InstantRecovery { component, mass } => about(
            component,
            &|name| {
                let share = percent(mass);
                (
                    format!("{share} of {name}'s recoveries count as instant: R(0)"),
                    format!("{name} 有 {share} 的恢复按瞬间完成计：R(0)"),
                )
            },
            ("Raise γ or δ if that is not meant", "若非本意，请调大 γ 或 δ"),
        ),
        Diagnostic::EvenQuorum { component } => about(
            component,
            &|name| {
                (
                    format!("{name} has an even number of voters: it tolerates no more than one fewer would"),
                    format!("{name} 的投票节点为偶数：容错能力与少一个节点相同"),
                )
            },
            ("Use 3 or 5", "改用 3 或 5 个节点"),
        ),
        Diagnostic::OneZone { component, zone } => about(
            component,
            &|name| {
                let zone = at.zone(zone);
                (
                    format!("All units of {name} lie in {zone}: they go down with it"),
                    format!("{name} 的全部单元都在{zone}：会随之一起失效"),
                )
            },
            ("Spread its units over two zones", "把单元分布到两个故障域"),
        ),
        Diagnostic::NoSites { component } => about(
            component,
            &|name| {
                (
                    format!("{name} is distributed, but its units are not in different zones"),
                    format!("{name} 采用分布式，但单元不在不同的故障域"),
                )
            },
            ("Place its units in two or more zones", "把单元放到两个以上故障域"),
        ),
        Diagnostic::UntestedStandby { component } => about(
            component,
            &|name| {
                (
                    format!("{name}'s standby is never tested: it may be dead when it is needed"),
                    format!("{name} 的备机从不演练：需要时可能早已失效"),
                )
            },
            ("Set a test interval, or monitor it", "设定演练周期，或接入监控"),
        ),
        Diagnostic::Breaks { component, limit } => about(
            component,
            &|name| {
                let why = why_not(at, &limit);
                (format!("{name}: {why}"), format!("{name}：{why}"))
            },
            ("Choose another strategy, or change its parameters", "换一种策略，或调整其参数"),
        ),
        Diagnostic::Cycle { component } => about(
            component,
            &|name| {
                (
                    format!("{name} and what it needs need each other: they work together or not at all"),
                    format!("{name} 存在循环依赖：要么都可用，要么都不可用"),
                )
            },
            ("Check that a cold start is possible", "确认系统能够冷启动"),
        ),
        Diagnostic::SharedZoneTakeovers { components } => say(
            None,
            (
                format!(
                    "Conservative: takeovers of {components} components after one zone's fault are counted as if they did not overlap"
                ),
                format!("结果偏保守：{components} 个组件在同一故障域失效后的切换按不重叠计算"),
            ),
            ("Nothing to do; the true downtime is a little less", "无需处理，真实停机略少"),
        ),
        Diagnostic::DelaysCut => say(
            None,
            (
                "Conservative: cached links lead to too many different delays, some count as shorter".to_owned(),
                "结果偏保守：缓存依赖形成的时延组合过多，部分按更短的时延计算".to_owned(),
            ),
            ("Give cached links the same time where it does not matter", "在影响不大处给缓存依赖设相同的时长"),
        ),
        Diagnostic::OverBudget => say(
            None,
            ("The monthly cost is above the budget".to_owned(), "每月成本超出预算".to_owned()),
            ("Choose cheaper strategies, or raise the budget", "选用更便宜的策略，或提高预算"),
        ),
    }
}

/// How an SLA reads as downtime: "99.95 % (4.4 h/yr)".
pub fn target(lang: Lang, target_u: f64) -> String {
    format!("{} ({})", availability(target_u), downtime(lang, target_u, Window::Year))
}
