import RedstartLogicalPlan

/// What the files of `Registered/` hold.
typealias RegisteredType = SQLFunction

/// The functions that only windows have.
public enum WindowFunctions {
  public static let all: [any SQLFunction.Type] = Registered.types
}
