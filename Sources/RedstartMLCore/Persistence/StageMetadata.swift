import Foundation
import RedstartDiagnostics
import RedstartTypes

/// The line of JSON that describes a saved stage.
public struct StageMetadata: Sendable {
  public var className: String
  public var uid: String
  public var explicit: [(name: String, value: JSONValue)]
  public var defaults: [(name: String, value: JSONValue)]
  /// What the class adds: `numClasses`, `numFeatures`.
  public var extras: [(name: String, value: JSONValue)]

  public init(_ stage: any PipelineStage, extras: [(name: String, value: JSONValue)] = []) {
    className = stage.className
    uid = stage.uid
    explicit = stage.params.explicit.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value.json) }
    defaults = stage.params.defaults.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value.json) }
    self.extras = extras
  }

  public func extra(_ name: String) -> JSONValue? { extras.first { $0.name == name }?.value }

  /// Writes `metadata/` below the path, as Spark's text writer does.
  public func write(to path: String) throws {
    func object(_ pairs: [(name: String, value: JSONValue)]) -> JSONValue {
      .object(pairs.map { JSONMember($0.name, $0.value) })
    }
    var members = [
      JSONMember("class", .string(className)), JSONMember("timestamp", .integer(Int64(Date().timeIntervalSince1970 * 1000))),
      JSONMember("sparkVersion", .string("4.3.0")), JSONMember("uid", .string(uid)), JSONMember("paramMap", object(explicit)),
      JSONMember("defaultParamMap", object(defaults)),
    ]
    members += extras.map { JSONMember($0.name, $0.value) }
    let folder = path + "/metadata"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data((JSONValue.object(members).text + "\n").utf8).write(to: URL(fileURLWithPath: folder + "/part-00000"))
      try Data().write(to: URL(fileURLWithPath: folder + "/_SUCCESS"))
    } catch {
      throw SparkError("ML_INVALID_VALUE", ["reason": "The model cannot be written to \(path): \(error.localizedDescription)"])
    }
  }

  /// Reads what ``write(to:)`` or Spark wrote.
  /// - Throws: `PATH_NOT_FOUND`, `ML_INVALID_MODEL`.
  public init(reading path: String) throws {
    let folder = path + "/metadata"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw SparkError("PATH_NOT_FOUND", ["path": folder])
    }
    let files = names.filter { $0.hasPrefix("part-") }.sorted()
    var line: String?
    for file in files where line == nil {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(file)") else { continue }
      line = String(decoding: data, as: UTF8.self).split(separator: "\n").first.map(String.init)
    }
    guard let line, let json = try? JSONValue(parsing: line), let name = json["class"]?.string, let uid = json["uid"]?.string,
      let members = json.members
    else {
      throw SparkError("ML_INVALID_MODEL", ["path": path, "reason": "its metadata is no JSON object with class and uid"])
    }
    className = name
    self.uid = uid
    explicit = (json["paramMap"]?.members ?? []).map { (name: $0.name, value: $0.value) }
    defaults = (json["defaultParamMap"]?.members ?? []).map { (name: $0.name, value: $0.value) }
    let known: Set<String> = ["class", "timestamp", "sparkVersion", "uid", "paramMap", "defaultParamMap"]
    extras = members.filter { !known.contains($0.name) }.map { (name: $0.name, value: $0.value) }
  }

  /// The parameters with the values that the metadata holds.
  public func applied(to params: Params) throws -> Params {
    var result = params
    for (name, json) in explicit {
      guard let spec = params.spec(name) else { continue }
      guard let value = spec.kind.value(json) else {
        throw SparkError("ML_INVALID_PARAM", ["owner": params.owner, "param": name, "value": json.text, "bounds": spec.bounds])
      }
      try result.set(name, value)
    }
    return result
  }
}
