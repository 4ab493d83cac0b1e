import RedstartLogicalPlan

/// What the files of `Registered/` hold.
typealias RegisteredType = SQLFunction

/// Functions of strings and binaries.
public enum StringFunctions {
  public static let all: [any SQLFunction.Type] = Registered.types
}
