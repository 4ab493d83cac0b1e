import RedstartTypes

// Operators between columns, and between a column and a Swift value.

extension Column {
  /// Whether both are equal; null when one is null.
  public static func == (left: Column, right: Column) -> Column { call("==", left, right) }
  public static func == (left: Column, right: some LiteralConvertible) -> Column { call("==", left, Column(right.literal)) }
  public static func == (left: some LiteralConvertible, right: Column) -> Column { call("==", Column(left.literal), right) }

  public static func < (left: Column, right: Column) -> Column { call("<", left, right) }
  public static func < (left: Column, right: some LiteralConvertible) -> Column { call("<", left, Column(right.literal)) }
  public static func < (left: some LiteralConvertible, right: Column) -> Column { call("<", Column(left.literal), right) }

  public static func <= (left: Column, right: Column) -> Column { call("<=", left, right) }
  public static func <= (left: Column, right: some LiteralConvertible) -> Column { call("<=", left, Column(right.literal)) }
  public static func <= (left: some LiteralConvertible, right: Column) -> Column { call("<=", Column(left.literal), right) }

  public static func > (left: Column, right: Column) -> Column { call(">", left, right) }
  public static func > (left: Column, right: some LiteralConvertible) -> Column { call(">", left, Column(right.literal)) }
  public static func > (left: some LiteralConvertible, right: Column) -> Column { call(">", Column(left.literal), right) }

  public static func >= (left: Column, right: Column) -> Column { call(">=", left, right) }
  public static func >= (left: Column, right: some LiteralConvertible) -> Column { call(">=", left, Column(right.literal)) }
  public static func >= (left: some LiteralConvertible, right: Column) -> Column { call(">=", Column(left.literal), right) }

  public static func + (left: Column, right: Column) -> Column { call("+", left, right) }
  public static func + (left: Column, right: some LiteralConvertible) -> Column { call("+", left, Column(right.literal)) }
  public static func + (left: some LiteralConvertible, right: Column) -> Column { call("+", Column(left.literal), right) }

  public static func - (left: Column, right: Column) -> Column { call("-", left, right) }
  public static func - (left: Column, right: some LiteralConvertible) -> Column { call("-", left, Column(right.literal)) }
  public static func - (left: some LiteralConvertible, right: Column) -> Column { call("-", Column(left.literal), right) }

  public static func * (left: Column, right: Column) -> Column { call("*", left, right) }
  public static func * (left: Column, right: some LiteralConvertible) -> Column { call("*", left, Column(right.literal)) }
  public static func * (left: some LiteralConvertible, right: Column) -> Column { call("*", Column(left.literal), right) }

  /// Division; of whole numbers, too, it gives a fraction.
  public static func / (left: Column, right: Column) -> Column { call("/", left, right) }
  public static func / (left: Column, right: some LiteralConvertible) -> Column { call("/", left, Column(right.literal)) }
  public static func / (left: some LiteralConvertible, right: Column) -> Column { call("/", Column(left.literal), right) }

  /// The remainder, with the sign of the dividend.
  public static func % (left: Column, right: Column) -> Column { call("%", left, right) }
  public static func % (left: Column, right: some LiteralConvertible) -> Column { call("%", left, Column(right.literal)) }
  public static func % (left: some LiteralConvertible, right: Column) -> Column { call("%", Column(left.literal), right) }

  /// The bits that both have.
  public static func & (left: Column, right: Column) -> Column { call("&", left, right) }
  public static func & (left: Column, right: some LiteralConvertible) -> Column { call("&", left, Column(right.literal)) }
  public static func & (left: some LiteralConvertible, right: Column) -> Column { call("&", Column(left.literal), right) }

  /// The bits that either has.
  public static func | (left: Column, right: Column) -> Column { call("|", left, right) }
  public static func | (left: Column, right: some LiteralConvertible) -> Column { call("|", left, Column(right.literal)) }
  public static func | (left: some LiteralConvertible, right: Column) -> Column { call("|", Column(left.literal), right) }

  /// The bits that one of both has.
  public static func ^ (left: Column, right: Column) -> Column { call("^", left, right) }
  public static func ^ (left: Column, right: some LiteralConvertible) -> Column { call("^", left, Column(right.literal)) }
  public static func ^ (left: some LiteralConvertible, right: Column) -> Column { call("^", Column(left.literal), right) }

  /// Whether both differ; null when one is null.
  public static func != (left: Column, right: Column) -> Column { !(left == right) }
  public static func != (left: Column, right: some LiteralConvertible) -> Column { !(left == right) }
  public static func != (left: some LiteralConvertible, right: Column) -> Column { !(left == right) }

  public static func && (left: Column, right: Column) -> Column { call("and", left, right) }
  public static func || (left: Column, right: Column) -> Column { call("or", left, right) }
  public static prefix func ! (column: Column) -> Column { call("not", column) }
  public static prefix func - (column: Column) -> Column { call("negative", column) }
  public static prefix func ~ (column: Column) -> Column { call("~", column) }

  /// Whether both are equal; two nulls are, a null and a value are not.
  public func eqNullSafe(_ other: any ColumnOrValue) -> Column { .call("<=>", self, other.valueColumn) }
  public func bitwiseAND(_ other: any ColumnOrValue) -> Column { .call("&", self, other.valueColumn) }
  public func bitwiseOR(_ other: any ColumnOrValue) -> Column { .call("|", self, other.valueColumn) }
  public func bitwiseXOR(_ other: any ColumnOrValue) -> Column { .call("^", self, other.valueColumn) }
}
