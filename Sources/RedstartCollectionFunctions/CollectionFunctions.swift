import RedstartLogicalPlan

/// What the files of `Registered/` hold.
typealias RegisteredType = SQLFunction

/// Functions of arrays, maps and structs.
public enum CollectionFunctions {
  public static let all: [any SQLFunction.Type] = Registered.types
}
