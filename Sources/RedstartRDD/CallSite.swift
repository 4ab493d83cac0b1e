/// What was called, and where in the user's program: `map at Flights/Delays.swift:12`.
public struct CallSite: Sendable, Hashable, CustomStringConvertible {
  public var operation: String
  public var file: String
  public var line: UInt

  public init(_ operation: String, _ file: StaticString, _ line: UInt) {
    self.operation = operation
    self.file = file.description
    self.line = line
  }

  /// Another operation at the same place.
  init(_ operation: String, _ site: CallSite) {
    self = site
    self.operation = operation
  }

  public var description: String { "\(operation) at \(file.split(separator: "/").last ?? "")" + ":\(line)" }
}
