//! What every parameter is called and what it means: a label, its symbol, and two sentences with the formula.

use super::Words;
use crate::i18n::Lang;
use crate::model::{Mode, Param};

const fn words(label: &'static str, symbol: &'static str, help: &'static str) -> Words {
    Words { label, symbol, help }
}

/// The words for a parameter of a component that runs in this mode (of a zone: [`Mode::Single`]).
pub fn param(lang: Lang, param: Param, mode: Mode) -> Words {
    let (en, zh) = if param.is_of_law() { law(param) } else { strategy(param, mode) };
    lang.pick(en, zh)
}

fn law(param: Param) -> (Words, Words) {
    match param {
        Param::FaultSteepness => (
            words(
                "Steepness",
                "α",
                "How sharply the fault probability rises around the median, in P(t) = 1 / (1 + e^(−α(t−β))). Small: faults come at any age; large: they come together near β.",
            ),
            words(
                "陡度",
                "α",
                "故障概率在中位数附近上升的快慢，见 P(t) = 1 / (1 + e^(−α(t−β)))。越小，任何时候都可能出故障；越大，故障越集中在 β 附近。",
            ),
        ),
        Param::FaultMedian => (
            words(
                "Median time to failure",
                "β",
                "Half of the units have failed by this time after a restart: P(β) = 50 %. Together with α it gives MTTF = ln(1 + e^(αβ)) / α.",
            ),
            words(
                "故障时间中位数",
                "β",
                "重启之后到这个时间，一半的单元已出过故障：P(β) = 50 %。它与 α 一起给出 MTTF = ln(1 + e^(αβ)) / α。",
            ),
        ),
        Param::FaultMean => (
            words(
                "Mean time to failure",
                "MTTF",
                "The average time from a restart to the next fault of one unit. You may also type how often: “4/yr”.",
            ),
            words("平均无故障时间", "MTTF", "单个单元从启动到下一次故障的平均时间。也可以输入频率，如“4/年”。"),
        ),
        Param::FaultShape => (
            words(
                "Shape",
                "k",
                "Weibull's shape, S(t) = e^(−(t/η)^k). Below 1 young units fail most, at 1 age does not matter, above 1 units wear out.",
            ),
            words(
                "形状",
                "k",
                "威布尔形状参数，S(t) = e^(−(t/η)^k)。小于 1 时新单元最易出故障，等于 1 时与役龄无关，大于 1 时会老化。",
            ),
        ),
        Param::FaultSigma => (
            words(
                "Spread",
                "σ",
                "The standard deviation of ln t, the logarithm of the time to failure. At 1, two thirds of the times lie within a factor of 2.7 of the median.",
            ),
            words(
                "离散度",
                "σ",
                "故障时间取对数（ln t）后的标准差。取 1 时，约三分之二的时间落在中位数的 2.7 倍以内。",
            ),
        ),
        Param::FaultUnavailability => (
            words(
                "Published availability",
                "a",
                "The availability that an SLA or a status page states for one unit. With the recovery time it gives MTTF = MTTR · a / (1 − a).",
            ),
            words(
                "公布的可用性",
                "a",
                "SLA 或状态页上对单个单元给出的可用性。结合恢复时间得到 MTTF = MTTR · a / (1 − a)。",
            ),
        ),
        Param::RecoverySteepness => (
            words(
                "Steepness",
                "γ",
                "How sharply the recovery probability rises around the median, in R(t) = 1 / (1 + e^(−γ(t−δ))). Large: every recovery takes about δ.",
            ),
            words(
                "陡度",
                "γ",
                "恢复概率在中位数附近上升的快慢，见 R(t) = 1 / (1 + e^(−γ(t−δ)))。越大，每次恢复所需时间越接近 δ。",
            ),
        ),
        Param::RecoveryMedian => (
            words(
                "Median recovery time",
                "δ",
                "Half of the faults are mended by this time: R(δ) = 50 %. Together with γ it gives MTTR = ln(1 + e^(γδ)) / γ.",
            ),
            words(
                "恢复时间中位数",
                "δ",
                "故障后到这个时间，一半已经恢复：R(δ) = 50 %。它与 γ 一起给出 MTTR = ln(1 + e^(γδ)) / γ。",
            ),
        ),
        Param::RecoveryMean => (
            words(
                "Mean time to recovery",
                "MTTR",
                "The average time from a fault of one unit until that unit works again. It includes noticing, finding, mending and checking.",
            ),
            words("平均恢复时间", "MTTR", "单个单元从故障到重新可用的平均时间，包括发现、定位、修复和验证。"),
        ),
        Param::RecoveryShape => (
            words(
                "Shape",
                "k",
                "Weibull's shape, 1 − R(t) = e^(−(t/η)^k). Below 1 most recoveries are quick and some very long.",
            ),
            words("形状", "k", "威布尔形状参数，1 − R(t) = e^(−(t/η)^k)。小于 1 时多数恢复很快，少数会非常久。"),
        ),
        Param::RecoverySigma => (
            words(
                "Spread",
                "σ",
                "The standard deviation of ln t, the logarithm of the recovery time. Large: a few recoveries take many times as long as the median.",
            ),
            words("离散度", "σ", "恢复时间取对数（ln t）后的标准差。越大，少数恢复会远长于中位数。"),
        ),
        Param::RecoveryKappa => (
            words(
                "Regularity",
                "κ",
                "κ = γδ, kept while the parts change: γ = ln(1 + e^κ) / MTTR and δ = κ / γ. Large: every recovery takes about the same time.",
            ),
            words(
                "规律性",
                "κ",
                "κ = γδ，调整各环节时保持不变：γ = ln(1 + e^κ) / MTTR，δ = κ / γ。越大，每次恢复所需时间越接近。",
            ),
        ),
        Param::PartDetect => (
            words(
                "Detect",
                "",
                "Until somebody or something knows that the unit has failed. The four parts add up to MTTR.",
            ),
            words("发现", "", "到有人或系统知道单元故障为止。四个环节相加就是 MTTR。"),
        ),
        Param::PartDiagnose => (
            words(
                "Diagnose",
                "",
                "From knowing that it has failed until the cause is found. Good logs and dashboards shorten it most.",
            ),
            words("定位", "", "从知道故障到找到原因。完善的日志和监控大盘对它的帮助最大。"),
        ),
        Param::PartRepair => (
            words(
                "Repair",
                "",
                "From knowing the cause until it is mended: restart, roll back, replace or restore. Automation shortens it most.",
            ),
            words("修复", "", "从找到原因到修好：重启、回滚、更换或还原。自动化对它的帮助最大。"),
        ),
        Param::PartVerify => (
            words(
                "Verify",
                "",
                "From mended until it is known to work and takes traffic again. Health checks and smoke tests shorten it.",
            ),
            words("验证", "", "从修好到确认可用并重新接流量。健康检查和冒烟测试可以缩短它。"),
        ),
        Param::StandbyFactor
        | Param::TestInterval
        | Param::PollInterval
        | Param::Misses
        | Param::Timeout
        | Param::PollLoss
        | Param::Switch
        | Param::Coverage
        | Param::Manual
        | Param::CommonCause
        | Param::Crews
        | Param::Lag
        | Param::Needed
        | Param::Capacity
        | Param::LoadShare
        | Param::Price
        | Param::Extra
        | Param::Age
        | Param::Deploys
        | Param::BadChanges
        | Param::Undo
        | Param::Windows
        | Param::WindowLength
        | Param::DataParts
        | Param::ParityParts
        | Param::AnnualFailure
        | Param::Rebuild => strategy(param, Mode::Single),
    }
}

fn strategy(param: Param, mode: Mode) -> (Words, Words) {
    match param {
        Param::StandbyFactor => (
            words(
                "Standby's fault factor",
                "d",
                "The waiting standby fails at d·λ, λ being the active unit's rate. 1: as often as the active one; 0: never while it waits.",
            ),
            words(
                "备机故障系数",
                "d",
                "备机等待期间以 d·λ 的速率出故障，λ 为主机的故障率。1 表示与主机一样，0 表示等待时不会坏。",
            ),
        ),
        Param::TestInterval => (
            words(
                "Test every",
                "τ",
                "How often somebody proves that the standby still works. Between tests its death is silent: on average it stays unknown for about τ/2.",
            ),
            words("演练间隔", "τ", "多久验证一次备机确实可用。两次演练之间备机坏了没人知道，平均约 τ/2 才会被发现。"),
        ),
        Param::PollInterval => (
            words(
                "Poll every",
                "i",
                "Time between two questions “are you alive?”. Detection takes (m − ½)·i + timeout on average and m·i + timeout at worst.",
            ),
            words("探测间隔", "i", "两次“还活着吗”之间的时间。平均检测时间为 (m − ½)·i + 超时，最坏为 m·i + 超时。"),
        ),
        Param::Misses => (
            words(
                "Misses before takeover",
                "m",
                "So many unanswered polls in a row start a takeover. More: fewer false takeovers, f = (3600/i)·(1 − p)·p^m per hour, but slower detection.",
            ),
            words(
                "连续失败次数",
                "m",
                "连续这么多次没有应答就开始接管。次数越多误切换越少，每小时 f = (3600/i)·(1 − p)·p^m，但检测也越慢。",
            ),
        ),
        Param::Timeout => (
            words(
                "Wait after the last miss",
                "",
                "Time waited for the last answer before the unit counts as dead. It adds to every detection, mean and worst.",
            ),
            words(
                "最后一次等待",
                "",
                "最后一次探测后等待应答的时间，之后判定为故障。它会计入每一次检测，无论平均还是最坏。",
            ),
        ),
        Param::PollLoss => (
            words(
                "Polls lost though healthy",
                "p",
                "The chance that a healthy unit's answer is lost or late. It is the cause of false takeovers: (3600/i)·(1 − p)·p^m per hour.",
            ),
            words("误丢率", "p", "单元健康但应答丢失或超时的概率。它是误切换的根源：每小时 (3600/i)·(1 − p)·p^m 次。"),
        ),
        Param::Switch if mode == Mode::Quorum => (
            words(
                "Election",
                "T",
                "From knowing that the leader is dead until a new one serves. Writes stop for detection plus election.",
            ),
            words("选主时间", "T", "从确认主节点失效到新主节点可服务。写入中断时间 = 检测 + 选主。"),
        ),
        Param::Switch if mode == Mode::Cluster => (
            words(
                "Taking out of rotation",
                "T",
                "From knowing that a unit is dead until traffic flows around it. Its share of the requests fails for detection plus this time.",
            ),
            words("摘除时间", "T", "从确认单元失效到流量绕开它。在检测 + 摘除期间，它分担的请求会失败。"),
        ),
        Param::Switch => (
            words(
                "Switch-over",
                "T",
                "From knowing that the active unit is dead until another serves in its place. Each takeover costs detection plus this time.",
            ),
            words("切换时间", "T", "从确认主用失效到另一方接替服务。每次接管的中断时间 = 检测 + 切换。"),
        ),
        Param::Coverage => (
            words(
                "Takeovers that work",
                "c",
                "The chance that an automatic takeover succeeds. The rest, 1 − c, waits for people; this often decides more than adding a unit.",
            ),
            words("接管成功率", "c", "自动接管成功的概率。其余 1 − c 只能等人处理；它往往比多加一台更关键。"),
        ),
        Param::Manual => (
            words(
                "Takeover by people",
                "T",
                "How long people need to finish a takeover that failed. It is paid in every (1 − c) of the faults.",
            ),
            words("人工接管时间", "T", "自动接管失败后由人完成接管所需的时间。每次故障有 1 − c 的机会要付出它。"),
        ),
        Param::CommonCause => (
            words(
                "Common cause",
                "βcc",
                "The share of a unit's faults that take every unit at once: a bad release, a bad configuration, a poisoned request. More units do not help against it.",
            ),
            words(
                "共因故障占比",
                "βcc",
                "会同时打倒全部单元的故障占比：错误发布、错误配置、致命请求。增加单元对它无济于事。",
            ),
        ),
        Param::Crews => (
            words(
                "Repairs at a time",
                "r",
                "How many units can be mended at the same time, by people or by automation. With one crew the others wait.",
            ),
            words("并行修复数", "r", "同时能修几个单元，由人或自动化完成。只有一组时，其余的要排队。"),
        ),
        Param::Lag if mode == Mode::ColdStandby => (
            words(
                "Time between backups",
                "",
                "A takeover starts from the latest backup, so up to this much data is lost (RPO). 0 means that nothing is lost.",
            ),
            words("备份间隔", "", "接管从最近一次备份开始，最多丢失这么久的数据（RPO）。0 表示不丢。"),
        ),
        Param::Lag => (
            words(
                "Replication lag",
                "",
                "Data not yet copied when the active unit dies is lost: this is the RPO. 0 is synchronous, and then writes wait for the round trip between zones.",
            ),
            words(
                "复制延迟",
                "",
                "主用失效时尚未复制的数据会丢失，这就是 RPO。0 表示同步复制，写入要等待跨故障域往返。",
            ),
        ),
        Param::Needed => (
            words(
                "Units needed",
                "k",
                "The component is up while at least k of its units are. From the load: k = ⌈peak · growth · headroom · share / capacity⌉.",
            ),
            words(
                "至少需要",
                "k",
                "至少有 k 个单元可用时组件才算可用。由负载得出：k = ⌈峰值 · 增长 · 余量 · 占比 / 单机容量⌉。",
            ),
        ),
        Param::Capacity => (
            words(
                "Load one unit carries",
                "",
                "The load at which one unit still meets its latency. Together with the peak load it says how many units are needed.",
            ),
            words("单机容量", "", "单个单元在延迟达标时能承受的负载。与峰值负载一起决定需要多少单元。"),
        ),
        Param::LoadShare => (
            words(
                "Share of the peak load",
                "",
                "How much of the goal's peak load reaches this component. 20 % behind a cache that answers 80 %; above 100 % when one request makes several.",
            ),
            words(
                "负载占比",
                "",
                "目标峰值负载中有多少到达本组件。缓存挡掉 80 % 时为 20 %；一个请求触发多次调用时可超过 100 %。",
            ),
        ),
        Param::Price => (
            words(
                "Price of one unit",
                "",
                "What one running unit costs per month. Strategies multiply it: a cold standby costs less than a hot one.",
            ),
            words("单元价格", "", "运行一个单元每月的花费。策略会乘以系数：冷备比热备便宜。"),
        ),
        Param::Extra => (
            words(
                "Other cost",
                "",
                "Everything else this component costs per month: licences, traffic between zones, people. It is added once, whatever the number of units.",
            ),
            words("其他费用", "", "本组件每月的其他花费：许可、跨区流量、人力。只加一次，与单元数无关。"),
        ),
        Param::Age => (
            words(
                "Time since the last restart",
                "",
                "Only for the risk ahead: P(fault in the next h) = P(s + h)·(1 − e^(−αh)) at age s. It does not change the long-run figures.",
            ),
            words(
                "距上次重启",
                "",
                "只用于预测近期风险：役龄 s 时，未来 h 内故障概率 = P(s + h)·(1 − e^(−αh))。不影响长期数字。",
            ),
        ),
        Param::Deploys => (
            words(
                "Changes per week",
                "",
                "Deploys and configuration changes of the whole component. With the share that fails it gives the rate of outages by changes, w = changes per week × share / 168 h.",
            ),
            words(
                "每周变更次数",
                "",
                "整个组件的发布和配置变更。与失败率一起得出变更引起停机的速率：w = 每周次数 × 失败率 / 168 h。",
            ),
        ),
        Param::BadChanges => (
            words(
                "Changes that fail",
                "",
                "The share of changes that take the whole component down until they are undone (the change failure rate of DORA).",
            ),
            words("变更失败率", "", "导致整个组件不可用、直到回退为止的变更所占比例（即 DORA 的变更失败率）。"),
        ),
        Param::Undo => (
            words(
                "Time to undo a bad change",
                "",
                "From the bad change until the component works again: noticing and rolling back. It is down for w·L / (1 + w·L) of the time.",
            ),
            words(
                "回退用时",
                "",
                "从变更出问题到组件恢复可用，包括发现和回退。由此不可用的时间占比为 w·L / (1 + w·L)。",
            ),
        ),
        Param::Windows => (
            words(
                "Planned windows per year",
                "",
                "Maintenance in which the whole component is down. Work that takes one unit at a time while the others carry on is none.",
            ),
            words("每年计划窗口", "", "整个组件停下来维护的次数。逐个单元轮流维护、其他单元继续服务的不算。"),
        ),
        Param::WindowLength => (
            words("Length of a window", "", "How long the component is down in each planned window."),
            words("窗口时长", "", "每次计划窗口中组件停机的时长。"),
        ),
        Param::DataParts => (
            words(
                "Parts of data",
                "k",
                "An object is cut into this many parts; any k of all its parts give it back. 1 means whole copies.",
            ),
            words("数据分片", "k", "一个对象切成这么多片，任意 k 片即可还原。1 表示存完整副本。"),
        ),
        Param::ParityParts => (
            words(
                "Parts that may be lost",
                "m",
                "Further parts beside the k: with copies the number of further copies, with erasure coding the parity. The object is lost when m + 1 parts are gone at once.",
            ),
            words(
                "可丢失分片",
                "m",
                "k 之外的分片：多副本时为额外副本数，纠删码时为校验片数。同时丢失 m + 1 片，对象就没了。",
            ),
        ),
        Param::AnnualFailure => (
            words(
                "Annual failure rate",
                "AFR",
                "The chance that one part, a disk or a volume, fails for good within a year. λ = −ln(1 − AFR) per year.",
            ),
            words("年失效率", "AFR", "一个分片（一块盘或一个卷）一年内彻底失效的概率。λ = −ln(1 − AFR) 每年。"),
        ),
        Param::Rebuild => (
            words(
                "Rebuild time",
                "T",
                "From the loss of a part until it is there again: noticing, and copying or computing it anew. Halving it is worth a power of m.",
            ),
            words("重建时间", "T", "从丢失一个分片到重新补齐：发现并复制或重新计算。缩短一半，损失按 m 次方下降。"),
        ),
        Param::FaultSteepness
        | Param::FaultMedian
        | Param::FaultMean
        | Param::FaultShape
        | Param::FaultSigma
        | Param::FaultUnavailability
        | Param::RecoverySteepness
        | Param::RecoveryMedian
        | Param::RecoveryMean
        | Param::RecoveryShape
        | Param::RecoverySigma
        | Param::RecoveryKappa
        | Param::PartDetect
        | Param::PartDiagnose
        | Param::PartRepair
        | Param::PartVerify => law(param),
    }
}
