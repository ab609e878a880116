//! A checksum against accidents (CRC-32 as in IEEE 802.3). It is no protection against intent.

/// CRC-32 of `bytes`. Every change within 32 neighbouring bits is seen; any other with a chance of 1 − 2⁻³².
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let mask = (crc & 1).wrapping_neg();
            crc = (crc >> 1) ^ (0xEDB8_8320 & mask);
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_check_value_of_the_standard_is_met() {
        assert_eq!(super::crc32(b"123456789"), 0xCBF4_3926);
    }
}
