import RedstartLogicalPlan

/// What the files of `Registered/` hold.
typealias RegisteredType = SQLFunction

/// Functions of JSON text.
public enum SemiStructuredFunctions {
  public static let all: [any SQLFunction.Type] = Registered.types
}
