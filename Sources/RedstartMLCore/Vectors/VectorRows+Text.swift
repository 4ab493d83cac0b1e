import RedstartTypes

extension VectorRows {
  /// A row as messages show it: `[1.0,NaN]`, or `(2,[1],[NaN])` when it is sparse.
  public func text(_ row: Int) -> String {
    let (places, values, count) = stored(row)
    let numbers = (0..<count).map { javaText(values[$0]) }.joined(separator: ",")
    guard let places else { return "[\(numbers)]" }
    return "(\(size(row)),[\((0..<count).map { String(places[$0]) }.joined(separator: ","))],[\(numbers)])"
  }
}
