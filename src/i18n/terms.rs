//! Terms of the field, each explained in two sentences, with the formula where there is one. One table, both languages.

use super::Lang;

/// A term that the page explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// The share of time that something works.
    Availability,
    /// What is measured against the target.
    Downtime,
    /// P(t).
    FaultPrediction,
    /// R(t).
    FaultRecovery,
    /// A(t).
    Renewal,
    /// α and β.
    FaultNumbers,
    /// γ and δ.
    RecoveryNumbers,
    /// Mean time to failure.
    Mttf,
    /// Mean time to recovery.
    Mttr,
    /// How long until it serves again.
    Rto,
    /// How much data may be lost.
    Rpo,
    /// Faults that take every unit.
    CommonCause,
    /// Whether a takeover works.
    Coverage,
    /// Hot, warm and cold.
    Standby,
    /// Some of several are enough.
    Cluster,
    /// A majority must agree.
    Quorum,
    /// Sites that each carry the load.
    MultiSite,
    /// Two that think they lead.
    SplitBrain,
    /// What fails together by place.
    Zone,
    /// Nothing stands by.
    SinglePoint,
    /// What must be down together.
    CutSet,
    /// ∂U/∂p.
    Birnbaum,
    /// The share that is due to one part.
    Criticality,
    /// The share of the ways down that pass through it.
    FussellVesely,
    /// How much worse without it.
    Raw,
    /// How much better if it never failed.
    Rrw,
    /// What may be spent.
    ErrorBudget,
}

impl Term {
    /// All, in the order in which they are explained.
    pub const ALL: [Self; 27] = [
        Self::Availability,
        Self::Downtime,
        Self::FaultPrediction,
        Self::FaultNumbers,
        Self::FaultRecovery,
        Self::RecoveryNumbers,
        Self::Renewal,
        Self::Mttf,
        Self::Mttr,
        Self::Rto,
        Self::Rpo,
        Self::ErrorBudget,
        Self::Standby,
        Self::Cluster,
        Self::Quorum,
        Self::MultiSite,
        Self::Coverage,
        Self::CommonCause,
        Self::SplitBrain,
        Self::Zone,
        Self::SinglePoint,
        Self::CutSet,
        Self::Birnbaum,
        Self::Criticality,
        Self::FussellVesely,
        Self::Raw,
        Self::Rrw,
    ];

    /// What it is called, and what it is.
    pub fn words(self, lang: Lang) -> (&'static str, &'static str) {
        match lang {
            Lang::En => self.english(),
            Lang::Zh => self.chinese(),
        }
    }

    fn english(self) -> (&'static str, &'static str) {
        match self {
            Self::Availability => (
                "Availability",
                "The share of time in which something works, a = MTTF / (MTTF + MTTR). Three nines, 99.9 %, leave 8.8 hours of downtime a year; each further nine divides that by ten.",
            ),
            Self::Downtime => (
                "Downtime",
                "The mean time per year in which a journey does not work: (1 − a) · 8,766 h. It is an average over many years, so a single year may well be better or worse.",
            ),
            Self::FaultPrediction => (
                "Fault prediction, P(t)",
                "The chance that a unit has failed by t hours after its last start: P(t) = 1 / (1 + e^(−α(t−β))). Its value at 0 is the chance that a restart does not hold.",
            ),
            Self::FaultNumbers => (
                "α and β",
                "β is the time by which half of the units have failed, α how sharply the chance rises around it. A small α means faults at any age, a large one that units fail together near β.",
            ),
            Self::FaultRecovery => (
                "Fault recovery, R(t)",
                "The chance that a unit works again by t hours after its fault: R(t) = 1 / (1 + e^(−γ(t−δ))). Its 95 % point is the recovery time that one can promise.",
            ),
            Self::RecoveryNumbers => (
                "γ and δ",
                "δ is the time by which half of the faults are mended, γ how sharply the chance rises around it. A large γ means that every recovery takes about δ.",
            ),
            Self::Renewal => (
                "A(t)",
                "The chance that one unit, new at 0, works at time t: A(t) = S(t) + ∫ A(t−x) dH(x), where S = 1 − P and H is the law of a fault with its recovery. It swings at first and settles at MTTF / (MTTF + MTTR).",
            ),
            Self::Mttf => (
                "MTTF",
                "Mean time to failure: the average time from a start of one unit to its next fault. For the logistic law it is ln(1 + e^(αβ)) / α.",
            ),
            Self::Mttr => (
                "MTTR",
                "Mean time to recovery: the average time from a fault until the unit works again, from noticing to checking. For the logistic law it is ln(1 + e^(γδ)) / γ.",
            ),
            Self::Rto => (
                "RTO",
                "Recovery time objective: how long it may take until a component serves again after a disruption. Shown is the time within which 95 % of the recoveries are over, after the loss of one unit.",
            ),
            Self::Rpo => (
                "RPO",
                "Recovery point objective: how much of the latest data may be lost, as a time. It is 0 with synchronous copies, else the replication lag, and the backup interval for a cold standby.",
            ),
            Self::ErrorBudget => (
                "Error budget",
                "The downtime that the target allows in a window: (1 − target) · window. What a change or an outage takes of it is gone until the window has moved on.",
            ),
            Self::Standby => (
                "Standby: hot, warm, cold",
                "A second unit waits and takes over: hot runs and is in step, warm runs behind, cold has to be started. The hotter, the shorter the switch, but a hot standby fails at the primary's rate, a cold one at a tenth of it.",
            ),
            Self::Cluster => (
                "Cluster",
                "All of n units serve, and k of them are enough for the load. It outgrows one unit, and a fault costs its share of the requests only until it is noticed.",
            ),
            Self::Quorum => (
                "Quorum",
                "Of 2f + 1 units a majority, f + 1, must agree, so f may fail and no confirmed write is lost. An even number tolerates no more than one fewer.",
            ),
            Self::MultiSite => (
                "Active-active sites",
                "Every site serves and can carry the whole load alone, so the loss of a region costs only the switch. Data live in all of them, which asks for more money, skill and protection.",
            ),
            Self::Coverage => (
                "Coverage, c",
                "The chance that a takeover works by itself; else people have to do it. At c = 0.99 every hundredth fault waits for them, which often costs more than all the other takeovers.",
            ),
            Self::CommonCause => (
                "Common cause, β",
                "The share of faults that take every unit of a component at once: a bad release, a bad configuration, an expired certificate. More units of the same kind do not help against them.",
            ),
            Self::SplitBrain => (
                "Split brain",
                "Two units that each think they lead, after a takeover from a primary that was healthy. Fencing, cutting the old one off first, prevents it; polling faster makes false takeovers more frequent.",
            ),
            Self::Zone => (
                "Fault domain",
                "A region, zone, rack or release train whose failure takes down every unit inside. Copies in the same zone fail together, so they count as one against it.",
            ),
            Self::SinglePoint => (
                "Single point of failure",
                "A component with no unit to spare: while one unit is down, a journey is down. It is ringed on the canvas and is a cut set of order 1.",
            ),
            Self::CutSet => (
                "Minimal cut set",
                "Things that take a journey down when all of them are down, and not when any one of them works. Its order is their number; short sets with likely parts come first.",
            ),
            Self::Birnbaum => (
                "Birnbaum importance",
                "How much the journey's unavailability changes with the part's own: ∂U / ∂p. It says how much depends on the part, however seldom it fails.",
            ),
            Self::Criticality => (
                "Criticality",
                "The share of the journey's unavailability that would go if the part never failed: (∂U / ∂p) · p / U. It is high where much depends on a part that fails often.",
            ),
            Self::FussellVesely => (
                "Fussell–Vesely",
                "While the journey is down, the chance that a cut set with this part is down too: P(union of cut sets containing it) / U. It says how often the part has a hand in an outage.",
            ),
            Self::Raw => (
                "RAW",
                "Risk achievement worth: by how much the unavailability grows while the part is down, U(p = 1) / U. It says what to watch most closely while something is being repaired.",
            ),
            Self::Rrw => (
                "RRW",
                "Risk reduction worth: by how much the unavailability shrinks if the part never fails, U / U(p = 0). It says where an improvement pays at most.",
            ),
        }
    }

    fn chinese(self) -> (&'static str, &'static str) {
        match self {
            Self::Availability => (
                "可用性",
                "正常工作的时间所占的比例，a = MTTF / (MTTF + MTTR)。三个九即 99.9 %，每年停机 8.8 小时；每多一个九，停机缩短到十分之一。",
            ),
            Self::Downtime => (
                "停机时间",
                "业务路径每年平均不可用的时间：(1 − a) · 8,766 小时。这是多年的平均值，具体某一年可能更好，也可能更差。",
            ),
            Self::FaultPrediction => (
                "故障预测 P(t)",
                "单元启动 t 小时后已出故障的概率：P(t) = 1 / (1 + e^(−α(t−β)))。它在 0 时刻的值就是重启没能成功的概率。",
            ),
            Self::FaultNumbers => (
                "α 与 β",
                "β 是一半单元已出故障的时间，α 是概率在其附近上升的快慢。α 小，任何时候都可能故障；α 大，单元会在 β 附近集中故障。",
            ),
            Self::FaultRecovery => (
                "故障恢复 R(t)",
                "故障 t 小时后已恢复的概率：R(t) = 1 / (1 + e^(−γ(t−δ)))。其 95 % 分位数就是可以承诺的恢复时间。",
            ),
            Self::RecoveryNumbers => {
                ("γ 与 δ", "δ 是一半故障已修复的时间，γ 是概率在其附近上升的快慢。γ 越大，每次恢复所需时间越接近 δ。")
            }
            Self::Renewal => (
                "A(t)",
                "一个在 0 时刻全新的单元，在 t 时刻可用的概率：A(t) = S(t) + ∫ A(t−x) dH(x)，其中 S = 1 − P，H 是故障加恢复的分布。它先起伏，最终稳定在 MTTF / (MTTF + MTTR)。",
            ),
            Self::Mttf => {
                ("MTTF", "平均无故障时间：单元从启动到下一次故障的平均时间。对逻辑斯谛分布为 ln(1 + e^(αβ)) / α。")
            }
            Self::Mttr => (
                "MTTR",
                "平均恢复时间：从故障到单元重新可用的平均时间，包括发现、定位、修复和验证。对逻辑斯谛分布为 ln(1 + e^(γδ)) / γ。",
            ),
            Self::Rto => (
                "RTO",
                "恢复时间目标：中断之后最多多久必须恢复服务。此处显示损失一个单元之后，95 % 的恢复能在多长时间内完成。",
            ),
            Self::Rpo => (
                "RPO",
                "恢复点目标：最多允许丢失多长时间的最新数据。同步复制时为 0，否则是复制延迟，冷备则是备份间隔。",
            ),
            Self::ErrorBudget => (
                "错误预算",
                "目标在一个窗口内允许的停机时间：(1 − 目标) · 窗口。变更或故障用掉的部分，要等窗口移过去才会恢复。",
            ),
            Self::Standby => (
                "主备：热备、温备、冷备",
                "第二个单元待命并在需要时接管：热备同步运行，温备稍滞后运行，冷备需要现启动。越热切换越快，但热备的故障率与主用相同，冷备只有十分之一。",
            ),
            Self::Cluster => (
                "集群",
                "n 个单元同时服务，其中 k 个就能承载负载。它能超出单个单元的容量，一次故障只在被发现之前损失它那一份请求。",
            ),
            Self::Quorum => (
                "多数派",
                "2f + 1 个单元中，必须有过半数的 f + 1 个达成一致，因此允许 f 个故障而不丢失已确认的写入。偶数个单元并不比少一个更能容错。",
            ),
            Self::MultiSite => (
                "多活",
                "每个站点都在服务，而且能独自承担全部负载，所以失去一个地域只付出切换的代价。数据存放在所有站点，对费用、技能和防护的要求也更高。",
            ),
            Self::Coverage => (
                "覆盖率 c",
                "切换能自动成功的概率，否则只能靠人工。c = 0.99 意味着每一百次故障就有一次要等人，它带来的停机常常超过其余所有切换。",
            ),
            Self::CommonCause => (
                "共因 β",
                "同时击倒组件全部单元的故障所占的比例：错误的发布、错误的配置、过期的证书。增加同类单元对它没有帮助。",
            ),
            Self::SplitBrain => (
                "脑裂",
                "主用其实健康却发生了切换，两个单元都以为自己是主。先隔离旧主用可以避免；探测越快，误切换越多。",
            ),
            Self::Zone => (
                "故障域",
                "地域、可用区、机架或发布批次，一旦失效，里面的单元全部停止。同一故障域里的副本会一起失效，对它来说只算一份。",
            ),
            Self::SinglePoint => {
                ("单点", "没有备用单元的组件：一个单元不可用，业务路径就中断。它在画布上有一圈标记，也就是一阶割集。")
            }
            Self::CutSet => (
                "最小割集",
                "一组部分，全部不可用时业务路径中断，其中任何一个正常就不会中断。它的阶数是其中的个数；阶数低且容易发生的排在前面。",
            ),
            Self::Birnbaum => (
                "伯恩鲍姆重要度",
                "业务路径的不可用度随该部分不可用度变化的快慢：∂U / ∂p。它说明有多少东西依赖这个部分，与它多久故障一次无关。",
            ),
            Self::Criticality => (
                "关键重要度",
                "若该部分从不故障，业务路径不可用度会减少的比例：(∂U / ∂p) · p / U。依赖多而又常故障的部分，这个值就高。",
            ),
            Self::FussellVesely => (
                "FV 重要度",
                "业务路径中断时，含该部分的某个割集也处于失效状态的概率：P(含它的割集之并) / U。它说明该部分参与了多少次中断。",
            ),
            Self::Raw => {
                ("RAW", "风险增加值：该部分不可用期间，不可用度增大到几倍，U(p = 1) / U。它说明维修期间最该盯住什么。")
            }
            Self::Rrw => {
                ("RRW", "风险降低值：若该部分从不故障，不可用度缩小到几分之一，U / U(p = 0)。它说明改进哪里收益最大。")
            }
        }
    }
}

/// Heading of the list of terms.
pub fn heading(lang: Lang) -> &'static str {
    lang.pick("Terms explained", "术语解释")
}
