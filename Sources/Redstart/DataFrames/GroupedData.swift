import RedstartConnectProtocol
import RedstartTypes

/// The groups of a DataFrame, for which aggregates are computed.
public struct GroupedData: Sendable {
  let frame: DataFrame
  var grouping: [Column]
  var type = Spark_Connect_Aggregate.GroupType.groupby
  var sets: [[Column]] = []
  var pivotColumn: Column?
  var pivotValues: [Literal] = []

  /// A row for each group, with the grouping columns and those aggregates.
  public func agg(_ aggregates: Column...) -> DataFrame { aggregate(aggregates) }
  public func agg(_ aggregates: [Column]) -> DataFrame { aggregate(aggregates) }

  private func aggregate(_ aggregates: [Column]) -> DataFrame {
    frame.deriving(grouping + aggregates) { input in
      var node = Spark_Connect_Aggregate()
      node.input = input
      node.groupType = type
      node.groupingExpressions = grouping.map(\.expression)
      node.aggregateExpressions = aggregates.map(\.expression)
      node.groupingSets = sets.map { set in
        var message = Spark_Connect_Aggregate.GroupingSets()
        message.groupingSet = set.map(\.expression)
        return message
      }
      if let pivotColumn {
        node.groupType = .pivot
        node.pivot.col = pivotColumn.expression
        node.pivot.values = pivotValues.map(\.expression.literal)
      }
      return .aggregate(node)
    }
  }

  /// The number of rows of each group, as `count`.
  public func count() -> DataFrame { agg(Column.call("count", Column(1.literal)).alias("count")) }
  public func sum(_ names: String...) -> DataFrame { each("sum", names) }
  public func avg(_ names: String...) -> DataFrame { each("avg", names) }
  public func mean(_ names: String...) -> DataFrame { each("avg", names) }
  public func min(_ names: String...) -> DataFrame { each("min", names) }
  public func max(_ names: String...) -> DataFrame { each("max", names) }

  private func each(_ function: String, _ names: [String]) -> DataFrame {
    aggregate(names.map { .call(function, Column($0)) })
  }

  /// Aggregates for each value of a column, side by side: one column a value and aggregate.
  public func pivot(_ column: any ColumnOrName, _ values: [some LiteralConvertible]) -> GroupedData {
    var copy = self
    copy.pivotColumn = column.column
    copy.pivotValues = values.map(\.literal)
    return copy
  }

  /// Aggregates for each value of a column that the data has, side by side.
  public func pivot(_ column: any ColumnOrName) -> GroupedData { pivot(column, [String]()) }
}

extension DataFrame {
  /// Groups of rows with equal columns; one group of all rows without a column.
  public func groupBy(_ columns: any ColumnOrName...) -> GroupedData { GroupedData(frame: self, grouping: columns.map(\.column)) }
  public func groupBy(_ columns: [any ColumnOrName]) -> GroupedData { GroupedData(frame: self, grouping: columns.map(\.column)) }

  /// Groups by all columns, by all but the last, and so on to one group of all rows.
  public func rollup(_ columns: any ColumnOrName...) -> GroupedData {
    GroupedData(frame: self, grouping: columns.map(\.column), type: .rollup)
  }

  /// Groups by every choice of the columns.
  public func cube(_ columns: any ColumnOrName...) -> GroupedData {
    GroupedData(frame: self, grouping: columns.map(\.column), type: .cube)
  }

  /// Groups by each of the sets.
  public func groupingSets(_ sets: [[any ColumnOrName]], _ columns: any ColumnOrName...) -> GroupedData {
    GroupedData(
      frame: self, grouping: columns.map(\.column), type: .groupingSets, sets: sets.map { $0.map(\.column) })
  }

  /// Aggregates over all rows.
  public func agg(_ aggregates: Column...) -> DataFrame { GroupedData(frame: self, grouping: []).agg(aggregates) }
  /// Aggregates over all rows.
  public func agg(_ aggregates: [Column]) -> DataFrame { GroupedData(frame: self, grouping: []).agg(aggregates) }
}
