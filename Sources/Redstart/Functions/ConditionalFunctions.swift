// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

// Conditions, bits and facts about the session.

/// Fails unless expr is true.
public func assert_true(_ column: any ColumnOrName, _ errMsg: (any ColumnOrValue)? = nil) -> Column {
  .call("assert_true", [column.column] + [errMsg.map { $0.valueColumn }].compactMap { $0 })
}

/// Returns how many bits of a number are set.
public func bit_count(_ column: any ColumnOrName) -> Column { .call("bit_count", column.column) }

/// Returns the bit at a position, 0 the lowest.
public func bit_get(_ column: any ColumnOrName, _ pos: any ColumnOrName) -> Column { .call("bit_get", column.column, pos.column) }

/// Returns the number with each bit flipped.
public func bitwise_not(_ column: any ColumnOrName) -> Column { .call("~", column.column) }

/// Returns the first argument that is not null.
public func coalesce(_ columns: any ColumnOrName...) -> Column { .call("coalesce", columns.map(\.column)) }

/// Returns the name of the current catalog.
public func current_catalog() -> Column { .call("current_catalog", []) }

/// Returns the name of the current database.
public func current_database() -> Column { .call("current_database", []) }

/// Returns the name of the current database.
public func current_schema() -> Column { .call("current_schema", []) }

/// Returns the name of the user.
public func current_user() -> Column { .call("current_user", []) }

/// Returns whether both are equal, nulls equal to each other.
public func equal_null(_ col1: any ColumnOrName, _ col2: any ColumnOrName) -> Column {
  .call("equal_null", col1.column, col2.column)
}

/// Returns the bit at a position, 0 the lowest.
public func getbit(_ column: any ColumnOrName, _ pos: any ColumnOrName) -> Column { .call("getbit", column.column, pos.column) }

/// Returns the greatest of the arguments, nulls left out.
public func greatest(_ columns: any ColumnOrName...) -> Column { .call("greatest", columns.map(\.column)) }

/// Returns whether a column is left out of the grouping of a row: 1, else 0.
public func grouping(_ column: any ColumnOrName) -> Column { .call("grouping", column.column) }

/// Returns the bits of grouping() of several columns as one number.
public func grouping_id(_ columns: any ColumnOrName...) -> Column { .call("grouping_id", columns.map(\.column)) }

/// Returns a hash of 32 bits of the arguments.
public func hash(_ columns: any ColumnOrName...) -> Column { .call("hash", columns.map(\.column)) }

/// Returns expr2 when expr1 is null, else expr1.
public func ifnull(_ col1: any ColumnOrName, _ col2: any ColumnOrName) -> Column { .call("ifnull", col1.column, col2.column) }

/// Returns whether expr is not a number; false for null.
public func isnan(_ column: any ColumnOrName) -> Column { .call("isnan", column.column) }

/// Returns the least of the arguments, nulls left out.
public func least(_ columns: any ColumnOrName...) -> Column { .call("least", columns.map(\.column)) }

/// Returns a number that is different in every row and grows within a batch.
public func monotonically_increasing_id() -> Column { .call("monotonically_increasing_id", []) }

/// Returns expr2 when expr1 is not a number, else expr1.
public func nanvl(_ col1: any ColumnOrName, _ col2: any ColumnOrName) -> Column { .call("nanvl", col1.column, col2.column) }

/// Returns null when both are equal, else expr1.
public func nullif(_ col1: any ColumnOrName, _ col2: any ColumnOrName) -> Column { .call("nullif", col1.column, col2.column) }

/// Returns null when expr is 0, else expr.
public func nullifzero(_ column: any ColumnOrName) -> Column { .call("nullifzero", column.column) }

/// Returns expr2 when expr1 is null, else expr1.
public func nvl(_ col1: any ColumnOrName, _ col2: any ColumnOrName) -> Column { .call("nvl", col1.column, col2.column) }

/// Returns expr2 when expr1 is not null, else expr3.
public func nvl2(_ col1: any ColumnOrName, _ col2: any ColumnOrName, _ col3: any ColumnOrName) -> Column {
  .call("nvl2", col1.column, col2.column, col3.column)
}

/// Fails with a message.
public func raise_error(_ errMsg: any ColumnOrValue) -> Column { .call("raise_error", errMsg.valueColumn) }

/// Returns the name of the user.
public func session_user() -> Column { .call("session_user", []) }

/// Returns the number with its bits moved to the left.
public func shiftleft(_ column: any ColumnOrName, _ numBits: Int) -> Column {
  .call("shiftleft", column.column, Column(numBits.literal))
}

/// Returns the number with its bits moved to the right, its sign kept.
public func shiftright(_ column: any ColumnOrName, _ numBits: Int) -> Column {
  .call("shiftright", column.column, Column(numBits.literal))
}

/// Returns the number with its bits moved to the right, zeros moved in.
public func shiftrightunsigned(_ column: any ColumnOrName, _ numBits: Int) -> Column {
  .call("shiftrightunsigned", column.column, Column(numBits.literal))
}

/// Returns the number of the partition of a row.
public func spark_partition_id() -> Column { .call("spark_partition_id", []) }

/// Returns the name of the type of expr.
public func typeof(_ column: any ColumnOrName) -> Column { .call("typeof", column.column) }

/// Returns the name of the user.
public func user() -> Column { .call("user", []) }

/// Returns the version of Spark that the engine follows.
public func version() -> Column { .call("version", []) }

/// Returns a hash of 64 bits of the arguments.
public func xxhash64(_ columns: any ColumnOrName...) -> Column { .call("xxhash64", columns.map(\.column)) }

/// Returns 0 when expr is null, else expr.
public func zeroifnull(_ column: any ColumnOrName) -> Column { .call("zeroifnull", column.column) }
