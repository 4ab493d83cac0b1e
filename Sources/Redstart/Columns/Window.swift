import RedstartConnectProtocol

/// Begins the description of a window: `Window.partitionBy("carrier").orderBy("day")`.
public enum Window {
  public static let unboundedPreceding = Int64.min
  public static let unboundedFollowing = Int64.max
  public static let currentRow: Int64 = 0

  public static func partitionBy(_ columns: any ColumnOrName...) -> WindowSpec { WindowSpec().partitioned(by: columns) }
  public static func orderBy(_ columns: any ColumnOrName...) -> WindowSpec { WindowSpec().ordered(by: columns) }
  public static func rowsBetween(_ start: Int64, _ end: Int64) -> WindowSpec { WindowSpec().rowsBetween(start, end) }
  public static func rangeBetween(_ start: Int64, _ end: Int64) -> WindowSpec { WindowSpec().rangeBetween(start, end) }
}

/// The rows that a window function sees, seen from each row.
public struct WindowSpec: Sendable {
  var message = Spark_Connect_Expression.Window()

  public func partitionBy(_ columns: any ColumnOrName...) -> WindowSpec { partitioned(by: columns) }
  public func orderBy(_ columns: any ColumnOrName...) -> WindowSpec { ordered(by: columns) }

  /// From `start` to `end` rows away; negative numbers lie before the row, ``Window`` names the ends.
  public func rowsBetween(_ start: Int64, _ end: Int64) -> WindowSpec { framed(.row, start, end) }

  /// The rows whose value of the order is from `start` to `end` away.
  public func rangeBetween(_ start: Int64, _ end: Int64) -> WindowSpec { framed(.range, start, end) }

  func partitioned(by columns: [any ColumnOrName]) -> WindowSpec {
    var copy = self
    copy.message.partitionSpec = columns.map(\.column.expression)
    return copy
  }

  func ordered(by columns: [any ColumnOrName]) -> WindowSpec {
    var copy = self
    copy.message.orderSpec = columns.map(\.column.sortOrder)
    return copy
  }

  private func framed(_ unit: Spark_Connect_Expression.Window.WindowFrame.FrameType, _ start: Int64, _ end: Int64) -> WindowSpec {
    typealias Boundary = Spark_Connect_Expression.Window.WindowFrame.FrameBoundary
    func boundary(_ offset: Int64) -> Boundary {
      var boundary = Boundary()
      switch offset {
      case Window.currentRow: boundary.currentRow = true
      case Window.unboundedPreceding, Window.unboundedFollowing: boundary.unbounded = true
      default: boundary.value = Column(Int(offset).literal).expression
      }
      return boundary
    }
    var copy = self
    copy.message.frameSpec.frameType = unit
    copy.message.frameSpec.lower = boundary(start)
    copy.message.frameSpec.upper = boundary(end)
    return copy
  }
}
