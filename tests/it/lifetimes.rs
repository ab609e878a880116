//! Fault and recovery of one unit against closed forms and the reference file.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "readers of reference files, which are part of the tests"
)]

use nines::engine::lifetime::{Unit, logistic_from_mean_kappa, logistic_from_median_t90};
use nines::engine::{numeric, renewal};
use nines::model::{Fault, Lifetime, Recovery, RecoveryParts};
use proptest::prelude::*;
use serde_json::Value;

use crate::close;

const REFERENCE: &str = include_str!("../data/reference/logistic_lifetimes.json");

fn number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok())).expect("a number")
}

/// Name, unit and figures of every reference case.
fn cases() -> Vec<(String, Unit, Value)> {
    let file: Value = serde_json::from_str(REFERENCE).expect("the reference file");
    let unit = |case: &Value| {
        let law = |steepness: &str, median: &str| Lifetime::Logistic {
            steepness_per_h: number(&case[steepness]),
            median_h: number(&case[median]),
        };
        Unit { fault: Some(law("alpha", "beta")), recovery: law("gamma", "delta") }
    };
    let cases = file["cases"].as_array().expect("cases");
    cases.iter().map(|case| (case["name"].to_string(), unit(case), case.clone())).collect()
}

fn weibull(mean_h: f64, shape: f64) -> Lifetime {
    Lifetime::Weibull { mean_h, shape }
}

fn lognormal(mean_h: f64, sigma: f64) -> Lifetime {
    Lifetime::Lognormal { mean_h, sigma }
}

fn exponential(mean_h: f64) -> Lifetime {
    Lifetime::Exponential { mean_h }
}

/// One law of each kind, as a person would enter them.
fn laws() -> Vec<Lifetime> {
    vec![
        Lifetime::Logistic { steepness_per_h: 0.01, median_h: 1000.0 },
        Lifetime::Logistic { steepness_per_h: 0.001, median_h: 1000.0 },
        Lifetime::Logistic { steepness_per_h: 0.3, median_h: 200.0 },
        exponential(40.0),
        weibull(500.0, 0.7),
        weibull(500.0, 3.0),
        lognormal(8.0, 0.5),
        lognormal(8.0, 1.5),
    ]
}

#[test]
fn figures_of_the_logistic_laws_equal_the_reference() {
    for (name, unit, case) in cases() {
        let fault = unit.fault.expect("a law");
        let check = |key: &str, got: f64| close(&format!("{name} {key}"), got, number(&case[key]), 1e-12);
        check("fault_mass_at_0", fault.mass_at_0());
        check("recovery_mass_at_0", unit.recovery.mass_at_0());
        check("mttf_h", unit.mttf_h());
        check("mttr_h", unit.mttr_h());
        check("unavailability", unit.unavailability());
        check("outages_per_hour", unit.outages_per_h());
        let Lifetime::Logistic { median_h, .. } = fault else { panic!("{name}: not logistic") };
        check("risk_next_720h_at_age_half_beta", fault.risk_ahead(median_h / 2.0, 720.0));
        for (q, expected) in case["recovery_quantiles_h"].as_object().expect("quantiles") {
            let got = unit.recovery.quantile_h(q.parse().expect("a chance"));
            close(&format!("{name} {q}"), got, number(expected), 1e-12);
        }
        let mean_h = unit.mean_outage_h().expect("outages");
        close(&name, mean_h * unit.outages_per_h(), unit.unavailability(), 1e-15);
    }
}

#[test]
fn availability_in_time_equals_the_reference() {
    for (name, unit, case) in cases() {
        for point in case["availability_at"].as_array().expect("points") {
            let t_h = number(&point["t_h"]);
            let off = (1.0 - renewal::down_at(&unit, t_h) - number(&point["a"])).abs();
            assert!(off <= number(&point["error"]) + 1e-6, "{name} at {t_h} h: off by {off:e}");
        }
    }
}

#[test]
fn restarts_that_often_fail_at_once_are_resolved() {
    // By inversion of the Laplace transform at two degrees, which agree to 1e-13.
    for (alpha, beta, gamma, delta, t_h, a) in [
        (1.68516e-4, 4096.91, 8.26057, 2.51095, 3254.2, 0.999_714_01),
        (3.47081e-4, 1868.61, 0.422_271, 8.94944, 2464.2, 0.997_564_73),
        (0.008_702_05, 39.1829, 18.8016, 0.484_735, 504.53, 0.995_218_85),
    ] {
        let law = |steepness_per_h, median_h| Lifetime::Logistic { steepness_per_h, median_h };
        let unit = Unit::new(&Fault::Law(law(alpha, beta)), &Recovery::Law(law(gamma, delta)));
        let got = 1.0 - renewal::down_at(&unit, t_h);
        assert!((got - a).abs() < 1e-6, "{got} against {a}");
    }
}

#[test]
fn constant_rates_give_the_known_curve() {
    for (mttf_h, mttr_h) in [(100.0, 1.0), (8766.0, 0.05), (5.0, 80.0)] {
        let unit = Unit { fault: Some(exponential(mttf_h)), recovery: exponential(mttr_h) };
        let rate = 1.0 / mttf_h + 1.0 / mttr_h;
        for t_h in [0.01, 0.3, 2.0, 70.0, 400.0] {
            let expected = unit.unavailability() * -libm::expm1(-rate * t_h);
            close(&format!("{mttf_h}/{mttr_h} at {t_h}"), renewal::down_at(&unit, t_h), expected, 1e-5);
        }
    }
}

#[test]
fn the_chart_follows_the_accurate_curve() {
    let mut units: Vec<Unit> = cases().into_iter().map(|(_, unit, _)| unit).collect();
    units.push(Unit { fault: Some(weibull(500.0, 3.0)), recovery: lognormal(4.0, 1.0) });
    units.push(Unit { fault: Some(weibull(500.0, 0.8)), recovery: exponential(1.0) });
    for unit in units {
        let horizon_h = 4.0 * unit.mttf_h();
        let curve = renewal::down_curve(&unit, horizon_h, 120);
        assert!(curve.len() <= 250, "{} points", curve.len());
        assert!(curve.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let height = curve.iter().map(|point| point.1).fold(0.0, f64::max);
        close("start", curve[0].1, renewal::down_at(&unit, 0.0), 1e-12);
        close("end", curve[curve.len() - 1].0, horizon_h, 1e-12);
        for &(t_h, u) in curve.iter().step_by(9) {
            let off = (u - renewal::down_at(&unit, t_h)).abs();
            assert!(off <= 2e-3 * height, "{unit:?} at {t_h} h: off by {off:e} of {height:e}");
        }
    }
}

#[test]
fn availability_starts_at_the_closed_form_and_tends_to_its_mean() {
    for (name, unit, case) in cases() {
        let p0 = number(&case["fault_mass_at_0"]);
        let r0 = number(&case["recovery_mass_at_0"]);
        close(&name, 1.0 - renewal::down_at(&unit, 0.0), (1.0 - p0) / (1.0 - p0 * r0), 1e-12);
        close(&name, renewal::down_at(&unit, f64::INFINITY), unit.unavailability(), 1e-15);
    }
    for recovery in [weibull(2.0, 1.5), lognormal(2.0, 0.8), exponential(2.0)] {
        for fault in [weibull(90.0, 1.4), lognormal(90.0, 1.0), exponential(90.0)] {
            let unit = Unit { fault: Some(fault), recovery };
            close(&format!("{unit:?}"), renewal::down_at(&unit, 2000.0), unit.unavailability(), 1e-3);
        }
    }
}

#[test]
fn a_quantile_is_the_inverse_of_the_cdf() {
    for law in laws() {
        for q in [0.3, 0.5, 0.9, 0.95, 0.999] {
            close(&format!("{law:?} at {q}"), law.cdf(law.quantile_h(q)), q, 1e-12);
        }
    }
}

#[test]
fn weibull_and_lognormal_have_their_textbook_quantiles() {
    // η = mean / Γ(1 + 1/2) and Γ(3/2) = √π / 2; the median is η √ln 2.
    let eta_h = 500.0 / (std::f64::consts::PI.sqrt() / 2.0);
    close("Rayleigh", weibull(500.0, 2.0).quantile_h(0.5), eta_h * std::f64::consts::LN_2.sqrt(), 1e-13);
    close("shape 1", weibull(500.0, 1.0).quantile_h(0.95), 500.0 * libm::log(20.0), 1e-13);
    close("median", lognormal(8.0, 0.5).quantile_h(0.5), 8.0 * libm::exp(-0.125), 1e-14);
    // Φ⁻¹(0.975) to 17 digits.
    let expected = 8.0 * libm::exp(0.5 * 1.959_963_984_540_054 - 0.125);
    close("97.5 %", lognormal(8.0, 0.5).quantile_h(0.975), expected, 1e-14);
}

#[test]
fn a_mean_is_the_integral_of_the_survival() {
    for law in laws() {
        close(&format!("{law:?}"), law.mean_until_h(1e9), law.mean_h(), 1e-9);
        // Simpson over many small steps, for ∫S and for ∫∫S.
        let end_h = law.quantile_h(0.9);
        let n = 4000_u32;
        let h = end_h / f64::from(n);
        let weight = |i: u32| if i == 0 || i == n { 1.0 } else { f64::from(2 + 2 * (i % 2)) };
        let sum = |f: &dyn Fn(f64) -> f64| (0..=n).map(|i| weight(i) * f(f64::from(i) * h)).sum::<f64>() * h / 3.0;
        close(&format!("{law:?} ∫"), law.mean_until_h(end_h), sum(&|t| law.survival(t)), 1e-6);
        close(&format!("{law:?} ∫∫"), law.mean_until_integral_h2(end_h), sum(&|t| law.mean_until_h(t)), 1e-8);
    }
}

#[test]
fn risk_ahead_is_the_conditional_chance_of_failing() {
    for law in laws() {
        for (age_h, horizon_h) in [(3.0, 2.0), (50.0, 720.0), (700.0, 1.0)] {
            let expected = (law.survival(age_h) - law.survival(age_h + horizon_h)) / law.survival(age_h);
            let off = (law.risk_ahead(age_h, horizon_h) - expected).abs();
            assert!(off <= 1e-12, "{law:?} {age_h} {horizon_h}: off by {off:e}");
        }
        close("fresh", law.risk_ahead(0.0, 9.0), law.cdf(9.0), 0.0);
        let (t_h, dt_h) = (5.0, 1e-6);
        close(&format!("{law:?} hazard"), law.risk_ahead(t_h, dt_h) / dt_h, law.hazard_per_h(t_h), 1e-4);
        close(&format!("{law:?} density"), law.density_per_h(t_h), law.hazard_per_h(t_h) * law.survival(t_h), 1e-12);
    }
    // Deep in the tail, where the survival itself underflows, a risk is still a chance.
    let risk = lognormal(1.0, 0.1).risk_ahead(1e3, 1.0);
    assert!(risk > 0.0 && risk < 1.0, "{risk}");
}

#[test]
fn a_law_can_be_entered_in_other_terms() {
    let law = logistic_from_median_t90(700.0, 1500.0).expect("a law");
    close("median", law.cdf(700.0), 0.5, 1e-15);
    close("90 %", law.cdf(1500.0), 0.9, 1e-14);
    assert_eq!(logistic_from_median_t90(700.0, 700.0), None);
    let law = logistic_from_mean_kappa(12.0, 3.5);
    close("mean", law.mean_h(), 12.0, 1e-14);
    close("κ", law.kappa().expect("logistic"), 3.5, 1e-14);
    assert_eq!(exponential(1.0).kappa(), None);
}

#[test]
fn parts_add_up_and_keep_kappa() {
    let parts = RecoveryParts { kappa: 6.0, detect_h: 0.1, diagnose_h: 0.3, repair_h: 0.5, verify_h: 0.1 };
    let unit = Unit::new(&Fault::Law(exponential(99.0)), &Recovery::Parts(parts));
    close("MTTR", unit.mttr_h(), 1.0, 1e-14);
    close("κ", unit.recovery.kappa().expect("logistic"), 6.0, 1e-14);
    close("u", unit.unavailability(), 0.01, 1e-14);
}

#[test]
fn a_published_availability_comes_back_out() {
    for u in [1e-12, 1e-4, 0.5] {
        let unit =
            Unit::new(&Fault::Published { unavailability: u }, &Recovery::Law(logistic_from_mean_kappa(4.0, 6.0)));
        close("u", unit.unavailability(), u, 1e-15);
    }
}

#[test]
fn what_never_fails_or_is_back_at_once_is_never_down() {
    let none = RecoveryParts { kappa: 6.0, detect_h: 0.0, diagnose_h: 0.0, repair_h: 0.0, verify_h: 0.0 };
    for unit in [
        Unit::new(&Fault::Never, &Recovery::Law(exponential(4.0))),
        Unit::new(&Fault::Law(exponential(10.0)), &Recovery::Parts(none)),
        Unit::new(&Fault::Published { unavailability: 0.1 }, &Recovery::Parts(none)),
    ] {
        assert!(unit.unavailability() <= 0.0 && unit.outages_per_h() <= 0.0, "{unit:?}");
        assert_eq!(unit.mean_outage_h(), None);
        assert!(renewal::down_at(&unit, 50.0) <= 0.0);
    }
}

#[test]
fn special_functions_equal_their_closed_forms() {
    close("sp(0)", numeric::softplus(0.0), std::f64::consts::LN_2, 1e-15);
    close("sp(-40)", numeric::softplus(-40.0), libm::exp(-40.0), 1e-15);
    close("sp(800)", numeric::softplus(800.0), 800.0, 1e-15);
    close("expit(-50)", numeric::expit(-50.0), libm::exp(-50.0), 1e-15);
    close("-Li₂(-1)", numeric::softplus_integral(0.0), std::f64::consts::PI * std::f64::consts::PI / 12.0, 1e-15);
    for x in [-30.0, -2.0, -0.1, 0.1, 3.0, 60.0] {
        let slope = (numeric::softplus_integral(x + 1e-4) - numeric::softplus_integral(x - 1e-4)) / 2e-4;
        close("derivative", slope, numeric::softplus(x), 1e-7);
    }
    for p in [1e-300, 1e-12, 0.02, 0.3, 0.5, 0.81, 0.999] {
        close("Φ", numeric::normal_survival(-numeric::normal_quantile(p)), p, 1e-12);
    }
    for z in [3.0, 20.0, 24.9, 25.1, 30.0] {
        close("ln Q", numeric::ln_normal_survival(z), libm::log(numeric::normal_survival(z)), 1e-13);
    }
    for x in [1e-3, 0.7, 1.9, 2.1, 40.0] {
        close("P(1, x)", numeric::gamma_lower(1.0, x), -libm::expm1(-x), 1e-13);
        close("P(½, x)", numeric::gamma_lower(0.5, x), libm::erf(x.sqrt()), 1e-13);
    }
    close("Γ(½)", numeric::gamma(0.5), std::f64::consts::PI.sqrt(), 1e-15);
    let root = numeric::root(|x| x * x * x - 2.0, 0.0, 9.0).expect("a root");
    close("∛2", root, libm::cbrt(2.0), 1e-15);
    assert_eq!(numeric::root(|x| x + 1.0, 0.0, 1.0), None);
}

/// Any law, edges included.
fn any_law() -> impl Strategy<Value = Lifetime> {
    let mean = prop_oneof![Just(0.0), Just(1e-9), Just(1e9), 1e-3..1e5_f64];
    let spread = prop_oneof![Just(0.01), Just(20.0), 0.1..5.0_f64];
    prop_oneof![
        (prop_oneof![Just(1e-9), Just(1e6), 1e-4..10.0_f64], mean.clone())
            .prop_map(|(steepness_per_h, median_h)| Lifetime::Logistic { steepness_per_h, median_h }),
        mean.clone().prop_map(exponential),
        (mean.clone(), spread.clone()).prop_map(|(mean_h, shape)| weibull(mean_h, shape)),
        (mean, spread).prop_map(|(mean_h, sigma)| lognormal(mean_h, sigma)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_law_makes_a_figure_that_is_not_a_number(fault in any_law(), recovery in any_law(), t_h in 0.0..1e5_f64) {
        let unit = Unit { fault: Some(fault), recovery };
        for law in [fault, recovery] {
            for p in [law.cdf(t_h), law.survival(t_h), law.mass_at_0(), law.risk_ahead(t_h, 720.0)] {
                prop_assert!((0.0..=1.0).contains(&p), "{law:?} at {t_h}: {p}");
            }
            for figure in [law.mean_h(), law.quantile_h(0.95), law.hazard_per_h(t_h), law.density_per_h(t_h)] {
                prop_assert!(figure >= 0.0, "{law:?} at {t_h}: {figure}");
            }
            prop_assert!((law.cdf(t_h) + law.survival(t_h) - 1.0).abs() < 1e-12);
        }
        prop_assert!((0.0..=1.0).contains(&unit.unavailability()));
        prop_assert!(unit.outages_per_h() >= 0.0);
        let curve = renewal::curve(&unit, t_h, 50);
        prop_assert!(curve.len() <= 300, "{} points", curve.len());
        prop_assert!(curve.iter().all(|point| (0.0..=1.0).contains(&point.1)), "{unit:?} {curve:?}");
    }
}
