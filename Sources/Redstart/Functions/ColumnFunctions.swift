// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

import RedstartConnectProtocol
import RedstartTypes

// Columns from names, values and SQL, and how they are ordered.

/// The column of that name; `*` means all columns.
public func col(_ name: String) -> Column { Column(name) }
/// The column of that name.
public func column(_ name: String) -> Column { Column(name) }

/// A constant.
public func lit(_ value: some LiteralConvertible) -> Column { Column(value.literal) }
/// A column as it is.
public func lit(_ column: Column) -> Column { column }

/// An expression of SQL.
public func expr(_ text: String) -> Column {
  var message = Spark_Connect_Expression.ExpressionString()
  message.expression = text
  return Column(.expressionString(message))
}

/// `value` where a condition holds; more conditions and a last resort follow by ``Column/when(_:_:)`` and
/// ``Column/otherwise(_:)``.
public func when(_ condition: Column, _ value: any ColumnOrValue) -> Column { .call("when", condition, value.valueColumn) }

/// Marks a DataFrame as small enough to be sent to every task of a join.
public func broadcast(_ frame: DataFrame) -> DataFrame { frame.hint("broadcast") }

/// Calls a function by its name, also one of the user's.
public func call_function(_ name: String, _ arguments: any ColumnOrName...) -> Column {
  var call = Spark_Connect_CallFunction()
  call.functionName = name
  call.arguments = arguments.map(\.column.expression)
  return Column(.callFunction(call), subqueries: arguments.flatMap(\.column.subqueries))
}

public func asc(_ column: any ColumnOrName) -> Column { column.column.asc() }
public func asc_nulls_first(_ column: any ColumnOrName) -> Column { column.column.asc_nulls_first() }
public func asc_nulls_last(_ column: any ColumnOrName) -> Column { column.column.asc_nulls_last() }
public func desc(_ column: any ColumnOrName) -> Column { column.column.desc() }
public func desc_nulls_first(_ column: any ColumnOrName) -> Column { column.column.desc_nulls_first() }
public func desc_nulls_last(_ column: any ColumnOrName) -> Column { column.column.desc_nulls_last() }

/// Returns whether the value is null.
public func isnull(_ column: any ColumnOrName) -> Column { column.column.isNull }
/// Returns whether the value is not null.
public func isnotnull(_ column: any ColumnOrName) -> Column { column.column.isNotNull }
/// Returns the opposite of a condition.
public func not(_ condition: Column) -> Column { !condition }
/// Returns the number with the opposite sign.
public func negate(_ column: any ColumnOrName) -> Column { -column.column }

/// Returns a text of random digits in the form of a UUID.
public func uuid(seed: Int64? = nil) -> Column { .call("uuid", Column((seed ?? .random(in: 0 ... .max)).literal)) }
/// Returns a random number from 0 up to 1.
public func rand(seed: Int64? = nil) -> Column { .call("rand", Column((seed ?? .random(in: 0 ... .max)).literal)) }
/// Returns a random number of the standard normal distribution.
public func randn(seed: Int64? = nil) -> Column { .call("randn", Column((seed ?? .random(in: 0 ... .max)).literal)) }
/// Returns the name of the file that the row comes from.
public func input_file_name() -> Column { .call("input_file_name", []) }
