extension ErrorCondition {
  static let machineLearningConditions: [String: ErrorCondition] = [
    // Parameters and columns; Spark has no names for most of these.
    "ML_UNKNOWN_PARAM": ErrorCondition("22023", .illegalArgument, "<owner> has no parameter <param>."),
    "ML_INVALID_PARAM": ErrorCondition(
      "22023", .illegalArgument, "<owner> parameter <param> given invalid value <value>: it takes <bounds>."),
    "ML_PARAM_NOT_SET": ErrorCondition("22023", .noSuchElement, "<owner> has no value for its parameter <param>. Set it."),
    "ML_CONFLICTING_PARAMS": ErrorCondition("22023", .illegalArgument, "<owner> cannot use its parameters: <reason>."),
    "ML_COLUMN_EXISTS": ErrorCondition(
      "42711", .illegalArgument, "Column <column> already exists. Drop it or choose another output column."),
    "ML_COLUMN_TYPE": ErrorCondition(
      "42K09", .illegalArgument, "Column <column> must be of type <expected> but was actually of type <actual>."),
    "FIELD_NOT_FOUND": ErrorCondition("42704", .illegalArgument, "There is no field <fieldName> among <fields>."),
    "FAILED_EXECUTE_UDF": ErrorCondition(
      "39000", .spark, "The function <functionName>: (<signature>) => <result> failed on a row: <reason>."),
    "USER_RAISED_EXCEPTION": ErrorCondition("P0001", .runtime, "<errorMessage>"),
    "ML_EMPTY_DATASET": ErrorCondition("22000", .spark, "The ML algorithm was given an empty dataset."),
    "ML_NOTHING_TO_MEASURE": ErrorCondition(
      "22000", .illegalArgument, "There are no rows to measure, or none with a weight above 0."),
    "ML_INVALID_VALUE": ErrorCondition("22023", .spark, "<reason>"),
    "ROW_VALUE_IS_NULL": ErrorCondition(
      "22023", .runtime, "A row has null in column <column> (number <index>), which must have a value. Drop or fill such rows."),
    "ML_VECTOR_SIZE": ErrorCondition(
      "22023", .illegalArgument, "A vector of <actual> elements stands in column <column>, where all have <expected>."),
    "ML_MISSING_ATTRIBUTES": ErrorCondition("22023", .illegalArgument, "<reason>"),
    // Decision trees
    "DECISION_TREE_MAX_BINS_TOO_SMALL": ErrorCondition(
      "22023", .illegalArgument,
      "DecisionTree requires maxBins (= <maxBins>) to be at least as large as the number of values in each categorical feature, but categorical feature <feature> has <categories> values. Raise maxBins, leave the feature out, or add rows: there are no more bins than rows."
    ),
    "DECISION_TREE_NO_FEATURES": ErrorCondition(
      "22023", .illegalArgument, "The vectors in column <column> are empty: a tree needs at least one feature."),
    "DECISION_TREE_INVALID_CATEGORY": ErrorCondition(
      "22023", .spark,
      "DecisionTree given invalid data: feature <feature> is categorical with <categories> values, but a row gives it value <value>."
    ),
    // Models on a server
    "CONNECT_ML.ATTRIBUTE_NOT_ALLOWED": ErrorCondition(
      "XX000", .spark, "The attribute <attribute> of <className> does not exist or is not allowed."),
    "CONNECT_ML.UNSUPPORTED_EXCEPTION": ErrorCondition("XX000", .spark, "<message>"),
    "CONNECT_ML.CACHE_INVALID": ErrorCondition(
      "XX000", .spark, "The model <objectName> is not kept here any more. Fit or load it again."),
    "CONNECT_ML.MODEL_SUMMARY_LOST": ErrorCondition("XX000", .spark, "The summary of <objectName> is not kept any more."),
    // Files of models
    "ML_PATH_EXISTS": ErrorCondition(
      "42710", .illegalArgument, "Path <path> already exists. Overwrite it or choose another one."),
    "ML_INVALID_MODEL": ErrorCondition(
      "22023", .illegalArgument, "The model at <path> cannot be read: <reason>. Save it again from where it was made."),
    "ML_WRITE_FAILED": ErrorCondition(
      "58030", .spark, "The model cannot be written to <path>: <reason>. What stood there is as it was."),
  ]
}
