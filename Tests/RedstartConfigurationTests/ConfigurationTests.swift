import Foundation
import RedstartDiagnostics
import Testing

@testable import RedstartConfiguration

private struct RecordedEntry: Decodable {
  var key: String
  var sql: Bool
  var `static`: Bool
  var modifiable: Bool
  var `public`: Bool
  var shown: String
  var effective: String?
  var nonsense: String?
  var minus: String?
  var zero: String?
}

private struct RecordedSetting: Decodable {
  var key: String
  var value: String
  var condition: String?
  var params: [String: String]
  var read: String?
}

private func fixture<T: Decodable>(_ name: String, _ type: T.Type) throws -> T {
  let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json"))
  return try JSONDecoder().decode(type, from: Data(contentsOf: url))
}

@Suite struct ConfigurationTests {
  /// Keys whose defaults depend on the machine or are ours.
  static let own: Set<String> = [
    "spark.sql.warehouse.dir", "spark.sql.session.timeZone", "spark.sql.connect.serverStacktrace.enabled",
    // PySpark itself turns isolation off in the session that was recorded.
    "spark.sql.artifact.isolation.enabled",
  ]

  @Test func entriesAreSparks() throws {
    let configuration = try SessionConfiguration()
    for recorded in try fixture("entries", [RecordedEntry].self) {
      #expect(configuration.isModifiable(recorded.key) == recorded.modifiable, "\(recorded.key)")
      guard recorded.sql else {
        #expect(throws: SparkError.self) { try configuration.set(recorded.key, "1") }
        continue
      }
      let entry = try #require(ConfigurationTable.entries[recorded.key], "\(recorded.key)")
      #expect(entry.isStatic == recorded.static && entry.isPublic == recorded.public, "\(recorded.key)")
      if Self.own.contains(recorded.key) { continue }
      #expect(entry.shownDefault == recorded.shown, "\(recorded.key)")
      // Java's patterns and the like are null where nothing is set.
      #expect(try configuration.get(recorded.key) == recorded.effective, "\(recorded.key)")
      if !entry.isStatic, let value = entry.defaultValue { try entry.validate(value) }
    }
  }

  @Test func nonsenseIsRefusedAsSparkRefusesIt() throws {
    for recorded in try fixture("entries", [RecordedEntry].self) where recorded.modifiable {
      let entry = try #require(ConfigurationTable.entries[recorded.key])
      // Names of classes, levels and the like are not looked into.
      if entry.kind == .text { continue }
      for (value, wanted) in [("no such word", recorded.nonsense), ("-1", recorded.minus), ("0", recorded.zero)]
      where wanted != "-" {
        // Bounds other than "positive" and "not negative" are not checked.
        if wanted == "INVALID_CONF_VALUE.REQUIREMENT", entry.bound == .none { continue }
        if wanted == "INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS", value != "no such word" { continue }
        var condition: String?
        do { try entry.validate(value) } catch let error as SparkError { condition = error.condition }
        #expect(condition == wanted, "\(recorded.key) = \(value)")
      }
    }
  }

  @Test func settingsAreAnsweredAsSparkAnswersThem() throws {
    let configuration = try SessionConfiguration()
    for recorded in try fixture("settings", [RecordedSetting].self) {
      if recorded.key == "spark.sql.cbo.joinReorder.card.weight", recorded.value == "2" { continue }
      do {
        try configuration.set(recorded.key, recorded.value)
        #expect(recorded.condition == nil, "\(recorded.key) = \(recorded.value)")
        #expect(try configuration.get(recorded.key) == recorded.read)
        try configuration.unset(recorded.key)
      } catch let error as SparkError {
        #expect(error.condition == recorded.condition, "\(recorded.key) = \(recorded.value)")
        for (name, value) in recorded.params where name != "confRequirement" {
          #expect(error.parameters[name] == value, "\(recorded.key) = \(recorded.value)")
        }
      }
    }
  }

  @Test func settingsOfSessionsAreApart() throws {
    let first = try SessionConfiguration(startup: ["spark.sql.warehouse.dir": "/data", "spark.sql.shuffle.partitions": "7"])
    try first.set("spark.sql.ansi.enabled", " False ")
    let second = SessionConfiguration(cloning: first)
    try second.set("spark.my.key", "x")
    #expect(!first.ansiEnabled && !second.ansiEnabled)
    #expect(first.shufflePartitions == 7 && first.warehouseDirectory == "/data")
    #expect(throws: SparkError.self) { try first.get("spark.my.key") }
    #expect(second.getAll(prefix: "spark.my.").map(\.key) == ["key"])
    #expect(
      second.getAll().map(\.key) == [
        "spark.my.key", "spark.sql.ansi.enabled", "spark.sql.shuffle.partitions", "spark.sql.warehouse.dir",
      ])
    second.reset()
    #expect(second.ansiEnabled && second.shufflePartitions == 7)
    #expect(try second.get("spark.nothing", default: nil) == nil)
    #expect(try second.get("spark.sql.shuffle.partitions", default: "9") == "7")
    #expect(throws: SparkError.self) { try second.get("spark.sql.ansi.enabled", default: "perhaps") }
  }

  @Test func fallbacksAreFollowed() throws {
    let configuration = try SessionConfiguration()
    #expect(try configuration.get("spark.sql.execution.arrow.pyspark.enabled") == "true")
    try configuration.set("spark.sql.execution.arrow.enabled", "false")
    #expect(try configuration.get("spark.sql.execution.arrow.pyspark.enabled") == "false")
    #expect(try configuration.get("spark.sql.adaptive.autoBroadcastJoinThreshold") == nil)
  }

  @Test func typedValuesHaveSparksDefaults() throws {
    let configuration = try SessionConfiguration()
    #expect(configuration.ansiEnabled && !configuration.caseSensitive && configuration.shufflePartitions == 200)
    #expect(configuration.autoBroadcastJoinThreshold == 10 << 20 && configuration.maxRecordsPerBatch == 10_000)
    #expect(configuration.filesMaxPartitionBytes == 128 << 20 && configuration.defaultDataSource == "parquet")
    #expect(
      configuration.storeAssignmentPolicy == "ANSI" && !configuration.timestampIsNTZ && !configuration.serverStacktraceEnabled)
    #expect(configuration.leafNodeDefaultParallelism == nil && configuration.maxResultChunkBytes == 120_795_955)
    #expect(configuration.microseconds("spark.sql.broadcastTimeout") == 300_000_000)
    #expect(try configuration.get("spark.connect.session.planCompression.threshold") == "10485760")
    #expect(try configuration.get("spark.connect.session.planCompression.defaultAlgorithm") == "ZSTD")
    #expect(try configuration.get("spark.sql.connect.serverStacktrace.enabled") == "false")
    #expect(TimeZoneName.isKnown(configuration.sessionTimeZone))
  }

  @Test func removedAndDeprecatedKeys() throws {
    let configuration = try SessionConfiguration()
    try configuration.set("spark.sql.fromJsonForceNullableSchema", "true")
    #expect(throws: SparkError.self) { try configuration.set("spark.sql.fromJsonForceNullableSchema", "false") }
    #expect(ConfigurationTable.deprecationWarning("spark.sql.execution.arrow.enabled")?.contains("3.0") == true)
    #expect(ConfigurationTable.deprecationWarning("spark.sql.ansi.enabled") == nil)
  }

  /// Every key that is described exists.
  @Test func documentedKeysExist() {
    for key in ConfigurationTable.documentation.keys { #expect(ConfigurationTable.entries[key] != nil, "\(key)") }
  }

  @Test func unitsAreRead() {
    #expect(ConfigurationValue.bytes("128m") == 128 << 20 && ConfigurationValue.bytes(" 1KB ") == 1024)
    #expect(ConfigurationValue.bytes("-1") == -1 && ConfigurationValue.bytes("5", unit: 1 << 20) == 5 << 20)
    #expect(
      ConfigurationValue.bytes("1.5g") == nil && ConfigurationValue.bytes("9p9") == nil
        && ConfigurationValue.bytes("9999999p") == nil)
    #expect(
      ConfigurationValue.microseconds("5min", unit: 1) == 300_000_000 && ConfigurationValue.microseconds("5 min", unit: 1) == nil)
    for zone in ["UTC", "Europe/Zurich", "+1:00", "GMT+5", "-18:00", "PST", "UTC+01:30"] {
      #expect(TimeZoneName.isKnown(zone), "\(zone)")
    }
    for zone in ["Mars/X", "", "+19:00", "../etc/passwd", "+1:99", "Europe", "/etc/passwd"] {
      #expect(!TimeZoneName.isKnown(zone), "\(zone)")
    }
  }
}
