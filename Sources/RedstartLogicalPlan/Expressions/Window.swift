import RedstartTypes

/// What follows `OVER`.
public enum WindowReference: Sendable, Hashable {
  case named(String)
  case specification(WindowSpecification)
}

/// Partition, order and frame of a window.
public struct WindowSpecification: Sendable, Hashable {
  public var partition: [Expression]
  public var order: [SortOrder]
  public var frame: WindowFrame?

  public init(partition: [Expression], order: [SortOrder], frame: WindowFrame?) {
    self.partition = partition
    self.order = order
    self.frame = frame
  }
}

public struct WindowFrame: Sendable, Hashable {
  public enum Unit: Sendable, Hashable { case rows, range }
  public indirect enum Bound: Sendable, Hashable {
    case unboundedPreceding, unboundedFollowing, currentRow
    /// An offset: negative values precede.
    case value(Expression)
  }
  public var unit: Unit
  public var lower: Bound
  public var upper: Bound

  public init(unit: Unit, lower: Bound, upper: Bound) {
    self.unit = unit
    self.lower = lower
    self.upper = upper
  }
}

/// A function over a window.
public struct WindowExpression: Sendable, Hashable {
  public var function: Expression
  public var window: WindowSpecification
  /// The ORDER BY values at which a RANGE frame with offsets begins and ends: one for each bound that is an offset.
  public var boundaries: [Expression]
  public init(_ function: Expression, _ window: WindowSpecification, boundaries: [Expression] = []) {
    self.function = function
    self.window = window
    self.boundaries = boundaries
  }
}
