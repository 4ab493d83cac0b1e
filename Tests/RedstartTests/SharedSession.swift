import Foundation
import Redstart

/// The session of the tests: in this process, or on the server that the environment variable `SPARK_REMOTE` names. Whatever
/// the tests expect must hold for Apache Spark, too: `make compare` runs them there.
enum SharedSession {
  private static let made = Task<SparkSession, any Error> {
    try await SparkSession.builder.appName("tests").config("spark.sql.session.timeZone", "UTC")
      .config("spark.sql.shuffle.partitions", 4).config("spark.sql.warehouse.dir", folder("warehouse")).create()
  }

  static func get() async throws -> SparkSession { try await made.value }

  static var isRemote: Bool { ProcessInfo.processInfo.environment["SPARK_REMOTE"].map { !$0.isEmpty } ?? false }
  /// Whether the server is Apache Spark: it has functions and messages that Redstart does not have.
  static var isSpark: Bool { ProcessInfo.processInfo.environment["REDSTART_TESTS_ON_SPARK"] == "1" }

  /// A folder of this run that does not exist yet.
  static func folder(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appending(path: "redstart-tests-\(UUID().uuidString)/\(name)").path
  }
}
