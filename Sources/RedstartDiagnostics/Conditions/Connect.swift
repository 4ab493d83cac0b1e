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
    // Requests
    "CONNECT_INVALID_PLAN.ASSERTION_FAILURE": ErrorCondition("56K00", .invalidPlanInput, "The plan cannot be used: <message>."),
    "CONNECT_INVALID_PLAN.INVALID_ONE_OF_FIELD_NOT_SET": ErrorCondition(
      "56K00", .invalidPlanInput, "The plan cannot be used: nothing is set of <fullName>."),
    "CONNECT_INVALID_PLAN.CANNOT_PARSE": ErrorCondition("56K00", .invalidPlanInput, "The plan cannot be read: <errorMsg>."),
    "CONNECT_INVALID_PLAN.UNSUPPORTED_PLAN_COMPRESSION_CODEC": ErrorCondition(
      "56K00", .invalidPlanInput, "The plan is compressed with <codec>, which is not known. Use ZSTD or NONE."),
    "CONNECT_INVALID_PLAN.NOT_FOUND_CACHED_LOCAL_RELATION": ErrorCondition(
      "56K00", .invalidPlanInput, "The rows with the hash <hash> were not uploaded to the session <sessionUUID>."),
    "CONNECT_INVALID_PLAN.NOT_FOUND_CHUNKED_CACHED_LOCAL_RELATION": ErrorCondition(
      "56K00", .invalidPlanInput, "The rows with the hash <hash> were not uploaded to the session <sessionUUID>."),
    "CONNECT_INVALID_PLAN.UNKNOWN_ANALYZE_METHOD": ErrorCondition(
      "56K00", .invalidPlanInput, "The question about the plan is not known: <other>."),
    "CONNECT_INVALID_PLAN.DATAFRAME_NOT_FOUND": ErrorCondition(
      "56K00", .invalidPlanInput, "The DataFrame <dfId> is not kept here any more."),
    "INVALID_ATTRIBUTE_NAME_SYNTAX": ErrorCondition(
      "42601", .analysis, "The column name <name> has misplaced dots or back-ticks. Quote unusual parts: `a.b`.c."),
    // Sessions and operations
    "INVALID_HANDLE.FORMAT": ErrorCondition("HY000", .sparkSQL, "The handle <handle> is invalid: it must be a UUID."),
    "INVALID_HANDLE.SESSION_NOT_FOUND": ErrorCondition(
      "08003", .sparkSQL, "The handle <handle> is invalid: there is no such session."),
    "INVALID_HANDLE.SESSION_CLOSED": ErrorCondition(
      "08003", .sparkSQL, "The handle <handle> is invalid: the session was closed."),
    "INVALID_HANDLE.SESSION_CHANGED": ErrorCondition(
      "08003", .sparkSQL, "The handle <handle> is invalid: the server has another session under it. Connect again."),
    "INVALID_HANDLE.OPERATION_NOT_FOUND": ErrorCondition(
      "HY000", .sparkSQL, "The handle <handle> is invalid: there is no such operation."),
    "INVALID_HANDLE.OPERATION_ABANDONED": ErrorCondition(
      "HY000", .sparkSQL, "The handle <handle> is invalid: the operation was given up."),
    "INVALID_HANDLE.OPERATION_ALREADY_EXISTS": ErrorCondition(
      "HY000", .sparkSQL, "The handle <handle> is invalid: another operation has it."),
    "INVALID_CURSOR.DISCONNECTED": ErrorCondition("HY109", .sparkSQL, "The stream was taken over by another one."),
    "INVALID_CURSOR.NOT_REATTACHABLE": ErrorCondition("HY109", .sparkSQL, "The operation was not started as reattachable."),
    "INVALID_CURSOR.POSITION_NOT_FOUND": ErrorCondition("HY109", .sparkSQL, "The response <responseId> is not known."),
    "INVALID_CURSOR.POSITION_NOT_AVAILABLE": ErrorCondition(
      "HY109", .sparkSQL, "The response at <index> is not kept any more."),
    "INVALID_CLONE_SESSION_REQUEST.TARGET_SESSION_ID_FORMAT": ErrorCondition(
      "42K04", .spark, "The session cannot be cloned: <targetSessionId> is no UUID."),
    "INVALID_CLONE_SESSION_REQUEST.TARGET_SESSION_ID_ALREADY_EXISTS": ErrorCondition(
      "42K04", .spark, "The session cannot be cloned: the session <targetSessionId> exists."),
    "INVALID_CLONE_SESSION_REQUEST.TARGET_SESSION_ID_ALREADY_CLOSED": ErrorCondition(
      "42K04", .spark, "The session cannot be cloned: the session <targetSessionId> was closed."),
    // Uploads
    "INVALID_ARTIFACT_PATH": ErrorCondition(
      "22023", .runtime, "The name <name> of an upload is invalid: it must be a relative path without ..."),
    "ARTIFACT_ALREADY_EXISTS": ErrorCondition(
      "42713", .runtime, "An upload named <normalizedRemoteRelativePath> with other content exists. Use another name."),
  ]
}
