import Foundation
import RedstartDiagnostics
import RedstartTypes

/// The line of JSON that describes a saved stage.
public struct StageMetadata: Sendable {
  public var className: String
  public var uid: String
  /// The version of Spark that wrote it.
  public var version = SavedVersion(4, 3)
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
      let file = "\(folder)/part-00000-\(UUID().uuidString.lowercased())-c000.txt"
      try Data((JSONValue.object(members).text + "\n").utf8).write(to: URL(fileURLWithPath: file))
      try Data().write(to: URL(fileURLWithPath: folder + "/_SUCCESS"))
    } catch {
      throw StagedFolder.failed(path, error)
    }
  }

  private static let members: Set<String> = ["class", "timestamp", "sparkVersion", "uid", "paramMap", "defaultParamMap"]

  /// Reads what ``write(to:)`` or Spark wrote.
  /// - Throws: `PATH_NOT_FOUND`, `ML_INVALID_MODEL`.
  public init(reading path: String) throws {
    let json = try Self.read(path)
    func invalid(_ reason: String) -> SparkError { SparkError("ML_INVALID_MODEL", ["path": path, "reason": reason]) }
    guard let members = json.members else { throw invalid("its metadata is no JSON object") }
    guard let name = json["class"]?.string, let uid = json["uid"]?.string else {
      throw invalid("its metadata lacks the class or the uid")
    }
    guard let version = json["sparkVersion"]?.string.flatMap({ SavedVersion($0) }) else {
      throw invalid("its metadata lacks the version of Spark")
    }
    guard let explicit = json["paramMap"]?.members else { throw invalid("its metadata lacks the parameters") }
    className = Self.sparkName(name)
    self.uid = uid
    self.version = version
    self.explicit = explicit.map { (name: $0.name, value: $0.value) }
    // Before 2.4 the defaults were not saved.
    let defaults = json["defaultParamMap"]?.members
    guard defaults != nil || version < SavedVersion(2, 4) else { throw invalid("its metadata lacks the defaults") }
    self.defaults = (defaults ?? []).map { (name: $0.name, value: $0.value) }
    extras = members.filter { !Self.members.contains($0.name) }.map { (name: $0.name, value: $0.value) }
  }

  /// Spark's name of a class that PySpark has written under its own.
  private static func sparkName(_ name: String) -> String {
    let ours = "org.apache.spark.ml."
    for prefix in ["pyspark.ml.pipeline.", "pyspark.ml."] where name.hasPrefix(prefix) {
      return ours + name.dropFirst(prefix.count)
    }
    return name
  }

  /// The first line of the files in `metadata/`.
  private static func read(_ path: String) throws -> JSONValue {
    let folder = path + "/metadata"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw SparkError("PATH_NOT_FOUND", ["path": "file:\(folder)"])
    }
    for file in names.filter({ $0.hasPrefix("part-") }).sorted() {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(file)"),
        let line = data.split(separator: UInt8(ascii: "\n")).first
      else { continue }
      guard let json = try? JSONValue(parsing: String(decoding: line, as: UTF8.self)) else {
        throw SparkError("ML_INVALID_MODEL", ["path": path, "reason": "its metadata is no JSON"])
      }
      return json
    }
    throw SparkError("ML_INVALID_MODEL", ["path": path, "reason": "its metadata is empty"])
  }

  /// An error for a folder whose content does not fit; the storage puts the path in.
  public func invalid(_ reason: String) -> SparkError { SparkError("ML_INVALID_MODEL", ["path": uid, "reason": reason]) }

  /// The parameters with the values and the defaults that the metadata holds.
  /// - Throws: `ML_UNKNOWN_PARAM`, `ML_INVALID_PARAM`.
  public func applied(to params: Params) throws -> Params {
    var result = params
    func value(_ name: String, _ json: JSONValue) throws -> ParamValue {
      guard let spec = params.spec(name) else { throw SparkError("ML_UNKNOWN_PARAM", ["param": name, "owner": params.owner]) }
      guard let value = spec.kind.value(json) else {
        throw SparkError("ML_INVALID_PARAM", ["owner": params.owner, "param": name, "value": json.text, "bounds": spec.bounds])
      }
      return value
    }
    for (name, json) in defaults { try result.setDefault(name, value(name, json)) }
    for (name, json) in explicit { try result.set(name, value(name, json)) }
    return result
  }
}
