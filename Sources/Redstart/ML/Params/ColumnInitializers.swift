// The columns as arguments, since no stage goes without them.

extension MakeableStage where Self: HasInputCol & HasOutputCol {
  public init(inputCol: String, outputCol: String) { self = Self().setInputCol(inputCol).setOutputCol(outputCol) }
}

extension MakeableStage where Self: HasInputCols & HasOutputCols {
  public init(inputCols: [String], outputCols: [String]) { self = Self().setInputCols(inputCols).setOutputCols(outputCols) }
}

extension MakeableStage where Self: HasInputCols & HasOutputCol {
  public init(inputCols: [String], outputCol: String) { self = Self().setInputCols(inputCols).setOutputCol(outputCol) }
}

extension MakeableStage where Self: HasFeaturesCol & HasLabelCol {
  public init(featuresCol: String, labelCol: String) { self = Self().setFeaturesCol(featuresCol).setLabelCol(labelCol) }
}
