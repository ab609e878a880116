//! Annual loss by three methods: against closed forms, and against the field's published calculation.

use nines::engine::durability::{annual_loss, mean_to_loss_h};
use nines::i18n::Lang;
use nines::i18n::figures::{nines, one_in};
use nines::model::Storage;

use crate::close;

const YEAR_H: f64 = 8766.0;

fn storage(data: u32, parity: u32, annual_failure: f64, rebuild_h: f64) -> Storage {
    Storage { data, parity, annual_failure, rebuild_h }
}

/// Backblaze's 17 + 3 at an AFR of 0.41 % and 6.5 days: 11 nines by windows, 10.5 and 9.7 by the chains.
#[test]
fn the_published_case_of_seventeen_and_three_gives_its_nines() {
    let loss = annual_loss(&storage(17, 3, 0.0041, 6.5 * 24.0));
    // 50-digit arithmetic: Poisson(≥ 4) in one window of 20 parts, times the windows of a year of 8,766 h.
    close("windows", loss.by_windows, 1.069_234_205_641_977_6e-11, 1e-13);
    for (what, loss, expected) in
        [("windows", loss.by_windows, 10.97), ("parallel", loss.in_parallel, 10.51), ("serial", loss.one_by_one, 9.73)]
    {
        assert!((-loss.log10() - expected).abs() < 0.01, "{what}: {} nines", -loss.log10());
    }
}

#[test]
fn a_mirror_is_the_closed_form() {
    // Two parts, one may be lost: MTTDL = (3λ + μ) / 2λ².
    let mirror = storage(1, 1, 0.03, 12.0);
    let (lambda, mu) = (-(1.0 - 0.03_f64).ln() / YEAR_H, 1.0 / 12.0);
    let expected = (3.0 * lambda + mu) / (2.0 * lambda * lambda);
    close("one crew", mean_to_loss_h(&mirror, 1), expected, 1e-12);
    close("as many as needed: at most one is lost", mean_to_loss_h(&mirror, 9), expected, 1e-12);
    close("annual", annual_loss(&mirror).one_by_one, -(-YEAR_H / expected).exp_m1(), 1e-12);
}

#[test]
fn one_copy_is_lost_as_often_as_its_disk() {
    let loss = annual_loss(&storage(1, 0, 0.0157, 24.0));
    for loss in [loss.by_windows, loss.in_parallel, loss.one_by_one] {
        close("AFR", loss, 0.0157, 1e-12);
    }
}

/// The textbook's leading term for m parities of n: MTTDL ≈ μᵐ / (λᵐ⁺¹ n(n−1)…(n−m)), where repair is fast.
#[test]
fn fast_rebuilds_give_the_textbook_s_leading_term() {
    let raid6 = storage(6, 2, 0.01, 0.5);
    let (lambda, mu) = (-(1.0 - 0.01_f64).ln() / YEAR_H, 2.0);
    let serial = mu * mu / (lambda * lambda * lambda * 8.0 * 7.0 * 6.0);
    close("serial", mean_to_loss_h(&raid6, 1), serial, 1e-4);
    close("parallel: twice as fast with two lost", mean_to_loss_h(&raid6, 99), 2.0 * serial, 1e-4);
}

/// A better part, a further part and a faster rebuild never lose more, by any method; nothing is ever no number.
#[test]
fn better_never_loses_more() {
    let of = |storage: &Storage| {
        let loss = annual_loss(storage);
        [loss.by_windows, loss.in_parallel, loss.one_by_one]
    };
    for data in [1, 4, 17, 64] {
        for parity in [0, 1, 3, 32] {
            for annual_failure in [1e-6, 0.0157, 0.9] {
                for rebuild_h in [1e-3, 24.0, 720.0] {
                    let here = storage(data, parity, annual_failure, rebuild_h);
                    let worse = of(&here);
                    assert!(worse.iter().all(|loss| (0.0..=1.0).contains(loss)), "{here:?}: {worse:?}");
                    for better in [
                        storage(data, parity, annual_failure / 2.0, rebuild_h),
                        storage(data, parity + 1, annual_failure, rebuild_h),
                        storage(data, parity, annual_failure, rebuild_h / 2.0),
                    ] {
                        for (better, worse) in of(&better).iter().zip(&worse) {
                            assert!(*better <= worse * (1.0 + 1e-9), "{here:?}: {better:e} > {worse:e}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn a_loss_is_said_in_nines_and_as_one_case_in_so_many() {
    assert_eq!(nines(1.07e-11), "11");
    assert_eq!(nines(0.0157), "1.8");
    assert_eq!(nines(0.0), "∞");
    assert_eq!(one_in(Lang::En, 1.07e-11), "1 in 93 billion");
    assert_eq!(one_in(Lang::Zh, 1.07e-11), "930亿分之一");
    assert_eq!(one_in(Lang::En, 1.0 / 64.0), "1 in 64");
    assert_eq!(one_in(Lang::Zh, 2.5e-6), "40万分之一");
    assert_eq!(one_in(Lang::En, 2.5e-7), "1 in 4 million");
    assert_eq!(one_in(Lang::En, 0.0), "never");
}
