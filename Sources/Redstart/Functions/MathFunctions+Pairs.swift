import RedstartTypes

// Functions of two numbers.

/// Returns the natural logarithm.
public func log(_ column: any ColumnOrName) -> Column { .call("ln", column.column) }
/// Returns the logarithm to a base.
public func log(_ base: Double, _ column: any ColumnOrName) -> Column { .call("log", Column(base.literal), column.column) }
/// Returns the angle of a point with the x axis.
public func atan2(_ y: any ColumnOrNumber, _ x: any ColumnOrNumber) -> Column { .call("atan2", y.numberColumn, x.numberColumn) }
/// Returns the length of the hypotenuse.
public func hypot(_ a: any ColumnOrNumber, _ b: any ColumnOrNumber) -> Column { .call("hypot", a.numberColumn, b.numberColumn) }
/// Returns the remainder, never negative for a positive divisor.
public func pmod(_ dividend: any ColumnOrNumber, _ divisor: any ColumnOrNumber) -> Column {
  .call("pmod", dividend.numberColumn, divisor.numberColumn)
}
/// Returns a number to the power of another.
public func pow(_ base: any ColumnOrNumber, _ exponent: any ColumnOrNumber) -> Column {
  .call("power", base.numberColumn, exponent.numberColumn)
}
/// Returns a number to the power of another.
public func power(_ base: any ColumnOrNumber, _ exponent: any ColumnOrNumber) -> Column { pow(base, exponent) }
/// Returns a random number from `min` up to `max`.
public func uniform(_ min: any ColumnOrNumber, _ max: any ColumnOrNumber, seed: Int64? = nil) -> Column {
  .call("uniform", min.numberColumn, max.numberColumn, Column((seed ?? .random(in: 0 ... .max)).literal))
}
