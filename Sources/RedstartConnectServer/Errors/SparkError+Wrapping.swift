import RedstartDiagnostics

extension SparkError {
  /// Any error as one that clients understand.
  static func wrapping(_ error: any Error) -> SparkError {
    if let error = error as? SparkError { return error }
    if error is CancellationError { return SparkError("OPERATION_CANCELED") }
    return .internal(String(describing: error))
  }
}
