import RedstartLogicalPlan

/// What the files of `Registered/` hold.
typealias RegisteredType = SQLFunction

/// Functions of dates, timestamps and intervals.
public enum DateTimeFunctions {
  public static let all: [any SQLFunction.Type] = Registered.types
}
