// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartTypes

// Names, types, parts and order.

extension Column {
  /// The column under another name, with metadata for its field.
  public func alias(_ name: String, metadata: Metadata? = nil) -> Column { aliased([name], metadata) }
  /// The columns that a generator makes, under those names.
  public func alias(_ first: String, _ second: String, _ more: String...) -> Column { aliased([first, second] + more, nil) }
  public func `as`(_ name: String) -> Column { aliased([name], nil) }
  public func `as`(_ names: [String]) -> Column { aliased(names, nil) }
  public func name(_ name: String) -> Column { aliased([name], nil) }

  private func aliased(_ names: [String], _ metadata: Metadata?) -> Column {
    Column(.alias(aliasMessage(names, metadata)), subqueries: subqueries)
  }

  func aliasMessage(_ names: [String], _ metadata: Metadata? = nil) -> Spark_Connect_Expression.Alias {
    var alias = Spark_Connect_Expression.Alias()
    alias.expr = expression
    alias.name = names
    if let metadata { alias.metadata = metadata.json }
    return alias
  }

  /// The value as another type, such as `"int"` or `"array<string>"`.
  public func cast(_ type: String) -> Column { cast(.typeStr(type), .unspecified) }
  /// The value as another type.
  public func cast(_ type: DataType) -> Column { cast(.type(type.message), .unspecified) }
  /// Like ``cast(_:)``, with null for values that do not fit.
  public func try_cast(_ type: String) -> Column { cast(.typeStr(type), .try) }
  public func try_cast(_ type: DataType) -> Column { cast(.type(type.message), .try) }

  private func cast(
    _ type: Spark_Connect_Expression.Cast.OneOf_CastToType, _ mode: Spark_Connect_Expression.Cast.EvalMode
  ) -> Column {
    var cast = Spark_Connect_Expression.Cast()
    cast.expr = expression
    cast.castToType = type
    cast.evalMode = mode
    return Column(.cast(cast), subqueries: subqueries)
  }

  // MARK: Parts

  /// An element of an array by position, of a map by key, or of a struct by name.
  public func getItem(_ key: any ColumnOrValue) -> Column {
    var extract = Spark_Connect_Expression.UnresolvedExtractValue()
    extract.child = expression
    extract.extraction = key.valueColumn.expression
    return Column(.unresolvedExtractValue(extract), subqueries: subqueries + key.valueColumn.subqueries)
  }

  /// A field of a struct.
  public func getField(_ name: String) -> Column { getItem(name) }
  public subscript(key: any ColumnOrValue) -> Column { getItem(key) }

  /// The struct with a field added or replaced.
  public func withField(_ name: String, _ value: Column) -> Column { updating(name, value) }

  /// The struct without those fields.
  public func dropFields(_ names: String...) -> Column { names.reduce(self) { $0.updating($1, nil) } }

  private func updating(_ name: String, _ value: Column?) -> Column {
    var update = Spark_Connect_Expression.UpdateFields()
    update.structExpression = expression
    update.fieldName = name
    if let value { update.valueExpression = value.expression }
    return Column(.updateFields(update), subqueries: subqueries + (value?.subqueries ?? []))
  }

  /// `length` characters from `start` on, which counts from 1.
  public func substr(_ start: any ColumnOrNumber, _ length: any ColumnOrNumber) -> Column {
    .call("substr", self, start.numberColumn, length.numberColumn)
  }

  // MARK: Order

  public func asc() -> Column { ordered(.ascending, .sortNullsFirst) }
  public func asc_nulls_first() -> Column { ordered(.ascending, .sortNullsFirst) }
  public func asc_nulls_last() -> Column { ordered(.ascending, .sortNullsLast) }
  public func desc() -> Column { ordered(.descending, .sortNullsLast) }
  public func desc_nulls_first() -> Column { ordered(.descending, .sortNullsFirst) }
  public func desc_nulls_last() -> Column { ordered(.descending, .sortNullsLast) }

  private func ordered(
    _ direction: Spark_Connect_Expression.SortOrder.SortDirection, _ nulls: Spark_Connect_Expression.SortOrder.NullOrdering
  ) -> Column {
    var order = Spark_Connect_Expression.SortOrder()
    order.child = expression
    order.direction = direction
    order.nullOrdering = nulls
    return Column(.sortOrder(order), subqueries: subqueries)
  }

  /// The column as a part of an order; ascending unless it says otherwise.
  var sortOrder: Spark_Connect_Expression.SortOrder {
    if case .sortOrder(let order)? = expression.exprType { return order }
    return asc().expression.sortOrder
  }

  // MARK: Windows

  /// An aggregate or window function over the rows of a window.
  public func over(_ window: WindowSpec) -> Column {
    var message = window.message
    message.windowFunction = expression
    return Column(.window(message), subqueries: subqueries)
  }
}
