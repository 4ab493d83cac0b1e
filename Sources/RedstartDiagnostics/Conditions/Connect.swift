extension ErrorCondition {
  static let connectConditions: [String: ErrorCondition] = [
    // Configuration
    "SQL_CONF_NOT_FOUND": ErrorCondition("42K0I", .noSuchElement, "There is no configuration key <sqlConf>. Check its spelling."),
    "CANNOT_MODIFY_STATIC_CONFIG": ErrorCondition(
      "46110", .analysis, "The configuration key <key> is static: it is set when the server starts."),
    "CANNOT_MODIFY_CONFIG": ErrorCondition(
      "46110", .analysis, "The configuration key <key> belongs to the engine: a session cannot change it."),
    "_LEGACY_ERROR_TEMP_1226": ErrorCondition(
      "XX000", .analysis, "The configuration key '<configName>' was removed in Spark <version>. <comment>"),
    "INVALID_CONF_VALUE.TYPE_MISMATCH": ErrorCondition(
      "22022", .illegalArgument, "The value '<confValue>' does not suit \"<confName>\", which takes the type '<confType>'."),
    "INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS": ErrorCondition(
      "22022", .illegalArgument, "The value '<confValue>' does not suit \"<confName>\", which takes one of <confOptions>."),
    "INVALID_CONF_VALUE.REQUIREMENT": ErrorCondition(
      "22022", .illegalArgument, "The value '<confValue>' does not suit \"<confName>\". <confRequirement>"),
    "INVALID_CONF_VALUE.TIME_ZONE": ErrorCondition(
      "22022", .illegalArgument, "The value '<confValue>' of \"<confName>\" is not a known time zone."),
    // Arrow streams
    "FAILED_READ_ARROW": ErrorCondition("22000", .illegalArgument, "The Arrow data cannot be read: <reason>."),
    "UNSUPPORTED_ARROWTYPE": ErrorCondition(
      "0A000", .unsupportedOperation, "The Arrow type <typeName> is not supported. Convert the column to another type."),
  ]
}
