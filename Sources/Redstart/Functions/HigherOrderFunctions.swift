// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

import RedstartConnectProtocol
import RedstartTypes
import Synchronization

// Functions of arrays and maps that take a function: `transform("prices") { $0 * 2 }`.

/// Returns the array with a function applied to each element.
public func transform(_ array: any ColumnOrName, _ function: (Column) -> Column) -> Column {
  .call("transform", array.column, .lambda(function))
}
/// Returns the array with a function applied to each element and its position.
public func transform(_ array: any ColumnOrName, _ function: (Column, Column) -> Column) -> Column {
  .call("transform", array.column, .lambda(function))
}
/// Returns the elements that meet a condition.
public func filter(_ array: any ColumnOrName, _ condition: (Column) -> Column) -> Column {
  .call("filter", array.column, .lambda(condition))
}
/// Returns whether an element meets a condition.
public func exists(_ array: any ColumnOrName, _ condition: (Column) -> Column) -> Column {
  .call("exists", array.column, .lambda(condition))
}
/// Returns whether all elements meet a condition.
public func forall(_ array: any ColumnOrName, _ condition: (Column) -> Column) -> Column {
  .call("forall", array.column, .lambda(condition))
}
/// Returns what a function makes of a start value and the elements, one after the other.
public func aggregate(
  _ array: any ColumnOrName, _ start: any ColumnOrValue, _ merge: (Column, Column) -> Column
) -> Column {
  .call("aggregate", array.column, start.valueColumn, .lambda(merge))
}
/// Returns what a function makes of a start value and the elements, and another function of that.
public func aggregate(
  _ array: any ColumnOrName, _ start: any ColumnOrValue, _ merge: (Column, Column) -> Column, _ finish: (Column) -> Column
) -> Column {
  .call("aggregate", array.column, start.valueColumn, .lambda(merge), .lambda(finish))
}
/// Returns the elements of two arrays, put together by a function.
public func zip_with(_ left: any ColumnOrName, _ right: any ColumnOrName, _ function: (Column, Column) -> Column) -> Column {
  .call("zip_with", left.column, right.column, .lambda(function))
}
/// Returns the map with a function of key and value applied to the keys.
public func transform_keys(_ map: any ColumnOrName, _ function: (Column, Column) -> Column) -> Column {
  .call("transform_keys", map.column, .lambda(function))
}
/// Returns the map with a function of key and value applied to the values.
public func transform_values(_ map: any ColumnOrName, _ function: (Column, Column) -> Column) -> Column {
  .call("transform_values", map.column, .lambda(function))
}
/// Returns the entries that meet a condition.
public func map_filter(_ map: any ColumnOrName, _ condition: (Column, Column) -> Column) -> Column {
  .call("map_filter", map.column, .lambda(condition))
}
/// Returns the array in ascending order, nulls last.
public func array_sort(_ array: any ColumnOrName) -> Column { .call("array_sort", array.column) }
/// Returns the array in the order of a comparison, which gives a negative number, zero or a positive one.
public func array_sort(_ array: any ColumnOrName, _ comparison: (Column, Column) -> Column) -> Column {
  .call("array_sort", array.column, .lambda(comparison))
}

extension Column {
  /// Numbers the variables of functions: nested ones must not share names.
  private static let variables = Atomic<Int>(0)

  fileprivate static func lambda(_ function: (Column) -> Column) -> Column {
    let variables = [variable("x")]
    return lambda(variables, function(Column(.unresolvedNamedLambdaVariable(variables[0]))))
  }

  fileprivate static func lambda(_ function: (Column, Column) -> Column) -> Column {
    let variables = [variable("x"), variable("y")]
    let columns = variables.map { Column(.unresolvedNamedLambdaVariable($0)) }
    return lambda(variables, function(columns[0], columns[1]))
  }

  private static func variable(_ name: String) -> Spark_Connect_Expression.UnresolvedNamedLambdaVariable {
    var variable = Spark_Connect_Expression.UnresolvedNamedLambdaVariable()
    variable.nameParts = ["\(name)_\(variables.add(1, ordering: .relaxed).newValue)"]
    return variable
  }

  private static func lambda(
    _ variables: [Spark_Connect_Expression.UnresolvedNamedLambdaVariable], _ body: Column
  ) -> Column {
    var message = Spark_Connect_Expression.LambdaFunction()
    message.arguments = variables
    message.function = body.expression
    return Column(.lambdaFunction(message), subqueries: body.subqueries)
  }
}
