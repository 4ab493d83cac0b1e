import RedstartDiagnostics

extension Params {
  /// Parameters of stages that take one column, or several.
  public static func inputOutput(several: Bool) -> [ParamSpec] {
    let one: [ParamSpec] = [.column("inputCol"), .column("outputCol")]
    return several ? one + [.columns("inputCols"), .columns("outputCols")] : one
  }

  /// The input columns with their output columns.
  /// - Throws: `ML_CONFLICTING_PARAMS` when none, both or unequally many are given.
  public func inputOutputPairs() throws -> [(input: String, output: String)] {
    func conflict(_ reason: String) -> SparkError { SparkError("ML_CONFLICTING_PARAMS", ["owner": owner, "reason": reason]) }
    switch (isSet("inputCol"), isSet("inputCols")) {
    case (true, true), (false, false): throw conflict("exactly one of inputCol and inputCols must be set")
    case (true, false):
      if isSet("outputCols") { throw conflict("inputCol goes with outputCol, not with outputCols") }
      return [(try column("inputCol"), try column("outputCol"))]
    case (false, true):
      let inputs = strings("inputCols") ?? []
      guard let outputs = strings("outputCols") else { throw conflict("inputCols goes with outputCols, which is not set") }
      guard inputs.count == outputs.count else {
        throw conflict("there are \(inputs.count) input columns and \(outputs.count) output columns")
      }
      return Array(zip(inputs, outputs)).map { (input: $0.0, output: $0.1) }
    }
  }
}
