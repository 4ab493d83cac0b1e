import RedstartConnectProtocol

// Questions about values.

extension Column {
  public var isNull: Column { .call("isNull", self) }
  public var isNotNull: Column { .call("isNotNull", self) }
  public var isNaN: Column { .call("isNaN", self) }

  /// Whether a text matches a pattern of SQL: `%` stands for any characters, `_` for one.
  public func like(_ pattern: any ColumnOrValue) -> Column { .call("like", self, pattern.valueColumn) }
  /// Like ``like(_:)``, without regard to case.
  public func ilike(_ pattern: any ColumnOrValue) -> Column { .call("ilike", self, pattern.valueColumn) }
  /// Whether a part of a text matches a regular expression.
  public func rlike(_ pattern: any ColumnOrValue) -> Column { .call("rlike", self, pattern.valueColumn) }
  public func contains(_ other: any ColumnOrValue) -> Column { .call("contains", self, other.valueColumn) }
  public func startsWith(_ other: any ColumnOrValue) -> Column { .call("startsWith", self, other.valueColumn) }
  public func endsWith(_ other: any ColumnOrValue) -> Column { .call("endsWith", self, other.valueColumn) }

  /// Whether the value lies between two others, which count as inside.
  public func between(_ lower: any ColumnOrValue, _ upper: any ColumnOrValue) -> Column {
    .call("and", .call(">=", self, lower.valueColumn), .call("<=", self, upper.valueColumn))
  }

  /// Whether the value is one of those, which may also come as an array of Swift values.
  public func isin(_ values: any ColumnOrValue...) -> Column {
    if values.count == 1, let list = values[0] as? any LiteralList { return .call("in", [self] + list.columns) }
    return .call("in", [self] + values.map(\.valueColumn))
  }
  /// Whether the value is in the only column of a DataFrame.
  public func isin(_ rows: DataFrame) -> Column {
    var subquery = Spark_Connect_SubqueryExpression()
    subquery.planID = rows.relation.common.planID
    subquery.subqueryType = .in
    subquery.inSubqueryValues = [expression]
    return Column(.subqueryExpression(subquery), subqueries: subqueries + [rows])
  }

  /// What `value` gives where this condition, which ``when(_:_:)`` began, is the first that holds.
  public func when(_ condition: Column, _ value: any ColumnOrValue) -> Column { appending([condition, value.valueColumn]) }

  /// What a chain of ``when(_:_:)`` gives where no condition holds; null without it.
  public func otherwise(_ value: any ColumnOrValue) -> Column { appending([value.valueColumn]) }

  private func appending(_ arguments: [Column]) -> Column {
    guard case .unresolvedFunction(var call)? = expression.exprType, call.functionName == "when" else {
      // Analysis refuses it by name: there is nothing that this could belong to.
      return .call("when", [self] + arguments)
    }
    call.arguments += arguments.map(\.expression)
    return Column(.unresolvedFunction(call), subqueries: subqueries + arguments.flatMap(\.subqueries))
  }
}

/// Swift values that mean several constants where a list is wanted.
private protocol LiteralList {
  var columns: [Column] { get }
}

extension Array: LiteralList where Element: LiteralConvertible {
  fileprivate var columns: [Column] { map { Column($0.literal) } }
}
