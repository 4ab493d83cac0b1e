import RedstartLogicalPlan

/// What the files of `Registered/` hold.
typealias RegisteredType = SQLFunction

/// Functions of numbers.
public enum MathFunctions {
  public static let all: [any SQLFunction.Type] = Registered.types
}
