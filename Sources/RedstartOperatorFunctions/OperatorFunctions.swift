import RedstartLogicalPlan

/// What the files of `Registered/` hold.
typealias RegisteredType = SQLFunction

/// Conditions, nulls, comparisons, bits, hashes and facts about the session.
public enum OperatorFunctions {
  public static let all: [any SQLFunction.Type] = Registered.types
}
