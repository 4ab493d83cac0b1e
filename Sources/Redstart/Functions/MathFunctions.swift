// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

// Numbers.

/// Returns the magnitude of a number or interval.
public func abs(_ column: any ColumnOrName) -> Column { .call("abs", column.column) }

/// Returns the inverse cosine in radians.
public func acos(_ column: any ColumnOrName) -> Column { .call("acos", column.column) }

/// Returns the inverse hyperbolic cosine.
public func acosh(_ column: any ColumnOrName) -> Column { .call("acosh", column.column) }

/// Returns the inverse sine in radians.
public func asin(_ column: any ColumnOrName) -> Column { .call("asin", column.column) }

/// Returns the inverse hyperbolic sine.
public func asinh(_ column: any ColumnOrName) -> Column { .call("asinh", column.column) }

/// Returns the inverse tangent in radians.
public func atan(_ column: any ColumnOrName) -> Column { .call("atan", column.column) }

/// Returns the inverse hyperbolic tangent.
public func atanh(_ column: any ColumnOrName) -> Column { .call("atanh", column.column) }

/// Returns the binary digits of a whole number.
public func bin(_ column: any ColumnOrName) -> Column { .call("bin", column.column) }

/// Returns the number rounded to d digits behind the point, halves to the even digit.
public func bround(_ column: any ColumnOrName, _ scale: (any ColumnOrNumber)? = nil) -> Column {
  .call("bround", [column.column] + [scale.map { $0.numberColumn }].compactMap { $0 })
}

/// Returns the cube root.
public func cbrt(_ column: any ColumnOrName) -> Column { .call("cbrt", column.column) }

/// Returns the smallest whole number that is not less.
public func ceil(_ column: any ColumnOrName, _ scale: (any ColumnOrNumber)? = nil) -> Column {
  .call("ceil", [column.column] + [scale.map { $0.numberColumn }].compactMap { $0 })
}

/// Returns the smallest whole number that is not less.
public func ceiling(_ column: any ColumnOrName, _ scale: (any ColumnOrNumber)? = nil) -> Column {
  .call("ceiling", [column.column] + [scale.map { $0.numberColumn }].compactMap { $0 })
}

/// Returns a number written in another base.
public func conv(_ column: any ColumnOrName, _ fromBase: Int, _ toBase: Int) -> Column {
  .call("conv", column.column, Column(fromBase.literal), Column(toBase.literal))
}

/// Returns the cosine of an angle in radians.
public func cos(_ column: any ColumnOrName) -> Column { .call("cos", column.column) }

/// Returns the hyperbolic cosine.
public func cosh(_ column: any ColumnOrName) -> Column { .call("cosh", column.column) }

/// Returns the cotangent of an angle in radians.
public func cot(_ column: any ColumnOrName) -> Column { .call("cot", column.column) }

/// Returns the cosecant of an angle in radians.
public func csc(_ column: any ColumnOrName) -> Column { .call("csc", column.column) }

/// Returns an angle in radians as degrees.
public func degrees(_ column: any ColumnOrName) -> Column { .call("degrees", column.column) }

/// Returns the base of the natural logarithm.
public func e() -> Column { .call("e", []) }

/// Returns e to the power of expr.
public func exp(_ column: any ColumnOrName) -> Column { .call("exp", column.column) }

/// Returns e to the power of expr, less 1.
public func expm1(_ column: any ColumnOrName) -> Column { .call("expm1", column.column) }

/// Returns the factorial of a number from 0 to 20, else null.
public func factorial(_ column: any ColumnOrName) -> Column { .call("factorial", column.column) }

/// Returns the largest whole number that is not greater.
public func floor(_ column: any ColumnOrName, _ scale: (any ColumnOrNumber)? = nil) -> Column {
  .call("floor", [column.column] + [scale.map { $0.numberColumn }].compactMap { $0 })
}

/// Returns the hexadecimal digits of a whole number, text or binary.
public func hex(_ column: any ColumnOrName) -> Column { .call("hex", column.column) }

/// Returns the natural logarithm.
public func ln(_ column: any ColumnOrName) -> Column { .call("ln", column.column) }

/// Returns the logarithm to base 10.
public func log10(_ column: any ColumnOrName) -> Column { .call("log10", column.column) }

/// Returns the natural logarithm of 1 + expr.
public func log1p(_ column: any ColumnOrName) -> Column { .call("log1p", column.column) }

/// Returns the logarithm to base 2.
public func log2(_ column: any ColumnOrName) -> Column { .call("log2", column.column) }

/// Returns the number or interval with the other sign.
public func negative(_ column: any ColumnOrName) -> Column { .call("negative", column.column) }

/// Returns the ratio of a circle's circumference to its diameter.
public func pi() -> Column { .call("pi", []) }

/// Returns the number itself.
public func positive(_ column: any ColumnOrName) -> Column { .call("positive", column.column) }

/// Returns an angle in degrees as radians.
public func radians(_ column: any ColumnOrName) -> Column { .call("radians", column.column) }

/// Returns the nearest whole number as a double, halves to the even one.
public func rint(_ column: any ColumnOrName) -> Column { .call("rint", column.column) }

/// Returns the number rounded to d digits behind the point, halves away from zero.
public func round(_ column: any ColumnOrName, _ scale: (any ColumnOrNumber)? = nil) -> Column {
  .call("round", [column.column] + [scale.map { $0.numberColumn }].compactMap { $0 })
}

/// Returns the secant of an angle in radians.
public func sec(_ column: any ColumnOrName) -> Column { .call("sec", column.column) }

/// Returns -1.0, 0.0 or 1.0 for a negative number, zero or a positive number or interval.
public func sign(_ column: any ColumnOrName) -> Column { .call("sign", column.column) }

/// Returns -1.0, 0.0 or 1.0 for a negative number, zero or a positive number or interval.
public func signum(_ column: any ColumnOrName) -> Column { .call("signum", column.column) }

/// Returns the sine of an angle in radians.
public func sin(_ column: any ColumnOrName) -> Column { .call("sin", column.column) }

/// Returns the hyperbolic sine.
public func sinh(_ column: any ColumnOrName) -> Column { .call("sinh", column.column) }

/// Returns the square root.
public func sqrt(_ column: any ColumnOrName) -> Column { .call("sqrt", column.column) }

/// Returns the tangent of an angle in radians.
public func tan(_ column: any ColumnOrName) -> Column { .call("tan", column.column) }

/// Returns the hyperbolic tangent.
public func tanh(_ column: any ColumnOrName) -> Column { .call("tanh", column.column) }

/// Returns the sum; null when it does not fit its type.
public func try_add(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column { .call("try_add", left.column, right.column) }

/// Returns the quotient; null when the divisor is zero.
public func try_divide(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
  .call("try_divide", left.column, right.column)
}

/// Returns the remainder; null when the divisor is zero.
public func try_mod(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column { .call("try_mod", left.column, right.column) }

/// Returns the product; null when it does not fit its type.
public func try_multiply(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
  .call("try_multiply", left.column, right.column)
}

/// Returns the difference; null when it does not fit its type.
public func try_subtract(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
  .call("try_subtract", left.column, right.column)
}

/// Returns the bytes that hexadecimal digits stand for; null for other text.
public func unhex(_ column: any ColumnOrName) -> Column { .call("unhex", column.column) }

/// Returns the bucket of equal width into which a value falls.
public func width_bucket(_ v: any ColumnOrName, _ min: any ColumnOrName, _ max: any ColumnOrName, _ numBucket: any ColumnOrNumber)
  -> Column
{ .call("width_bucket", v.column, min.column, max.column, numBucket.numberColumn) }
