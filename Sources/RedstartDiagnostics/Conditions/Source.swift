extension ErrorCondition {
  /// Conditions of reading and writing files.
  static let sourceConditions: [String: ErrorCondition] = [
    "INVALID_SOURCE_OPTION.BOOLEAN": ErrorCondition(
      "22023", .illegalArgument, "The option `<option>` takes true or false, not \"<value>\"."),
    "INVALID_SOURCE_OPTION.INTEGER": ErrorCondition(
      "22023", .illegalArgument, "The option `<option>` takes a whole number, not \"<value>\"."),
    "INVALID_SOURCE_OPTION.NUMBER": ErrorCondition(
      "22023", .illegalArgument, "The option `<option>` takes a number, not \"<value>\"."),
  ]
}
