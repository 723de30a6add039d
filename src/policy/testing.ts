/** Rank of a matrix, by elimination: what a set of told sums can be solved for. For tests. */
export function rank(rows: readonly (readonly number[])[]): number {
  const m = rows.map((row) => [...row])
  let found = 0
  for (let column = 0; column < (m[0]?.length ?? 0); column++) {
    const pivot = m.findIndex((row, i) => i >= found && Math.abs(row[column]!) > 1e-9)
    if (pivot < 0) continue
    const line = m[pivot]!
    m[pivot] = m[found]!
    m[found++] = line
    for (const other of m) {
      if (other === line || Math.abs(other[column]!) < 1e-9) continue
      const factor = other[column]! / line[column]!
      for (let i = 0; i < other.length; i++) other[i]! -= factor * line[i]!
    }
  }
  return found
}
