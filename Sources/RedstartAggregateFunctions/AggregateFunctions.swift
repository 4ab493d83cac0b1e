import RedstartLogicalPlan

/// What the files of `Registered/` hold.
typealias RegisteredType = SQLFunction

/// The aggregate functions.
public enum AggregateFunctions {
  public static let all: [any SQLFunction.Type] = Registered.types
}
