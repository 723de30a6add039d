// Factors of NIST SP 811. Each answers null for null, so that a figure that is missing stays missing.

const times =
  (factor: number, digits: number) =>
  (value: number | null): number | null =>
    value === null ? null : Number((value * factor).toFixed(digits))

/** Acres to hectares (UN/CEFACT HAR). */
export const hectares = times(0.404_685_642, 1)
/** Knots to metres a second (MTS). */
export const metresPerSecond = times(0.514_444, 1)
/** Miles an hour to metres a second (MTS). */
export const metresPerSecondOfMiles = times(0.447_04, 1)
/** Kilometres an hour to metres a second (MTS). */
export const metresPerSecondOfKilometres = times(1 / 3.6, 1)
/** Feet to metres (MTR). */
export const metres = times(0.3048, 2)
/** Miles to kilometres (KMT). */
export const kilometres = times(1.609_344, 1)
/** Nautical miles to kilometres (KMT). */
export const kilometresOfNautical = times(1.852, 1)
/** Inches to millimetres (MMT). */
export const millimetres = times(25.4, 0)

/** Degrees Fahrenheit to degrees Celsius (CEL). */
export function celsius(value: number | null): number | null {
  return value === null ? null : Number((((value - 32) * 5) / 9).toFixed(1))
}
