import Foundation
import RedstartConfiguration
import RedstartConnectServer
import RedstartSession
import Synchronization

/// The engines of this process. Sessions of the same threads and warehouse share one: its memory, tables and cached rows.
enum EmbeddedEngines {
  private struct Key: Hashable {
    var threads: Int?
    var warehouse: String?
  }
  private static let engines = Mutex<[Key: SharedState]>([:])

  /// A session of its own on the engine that the settings ask for.
  /// - Parameter settings: `spark.master` of the form `local[n]` sets the number of threads, `spark.sql.warehouse.dir` the folder
  ///   of tables; the rest are settings of the session.
  static func session(_ settings: [String: String]) throws -> EmbeddedSession {
    var settings = settings
    let threads = try settings.removeValue(forKey: "spark.master").flatMap(threads)
    let folder = settings["spark.sql.warehouse.dir"].map { $0.hasPrefix("file:") ? String($0.dropFirst(5)) : $0 }
    let key = Key(threads: threads, warehouse: folder)
    let engine = engines.withLock { engines in
      if let known = engines[key] { return known }
      let made = SharedState(threads: threads, warehouse: folder)
      engines[key] = made
      return made
    }
    return EmbeddedSession(try Session(engine, configuration: try SessionConfiguration(startup: settings)))
  }

  /// The threads of `local`, `local[4]` or `local[*]`.
  private static func threads(_ master: String) throws -> Int? {
    if master == "local" { return 1 }
    guard master.hasPrefix("local["), master.hasSuffix("]") else {
      throw SparkError.unsupported(
        "the master \(master) inside of this process",
        "Use local[n], or remote(\"sc://host:port\") to reach a Spark cluster through its Connect server.")
    }
    let count = master.dropFirst(6).dropLast()
    if count == "*" { return nil }
    guard let number = Int(count), number > 0 else {
      throw SparkError.unsupported("the master \(master)", "Use local, local[n] or local[*].")
    }
    return number
  }
}
