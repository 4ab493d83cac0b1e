extension ErrorCondition {
  static let connectConditions: [String: ErrorCondition] = [
    // Arrow streams
    "FAILED_READ_ARROW": ErrorCondition("22000", .illegalArgument, "The Arrow data cannot be read: <reason>."),
    "UNSUPPORTED_ARROWTYPE": ErrorCondition(
      "0A000", .unsupportedOperation, "The Arrow type <typeName> is not supported. Convert the column to another type."),
  ]
}
