import Dispatch
import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartExecution
import RedstartLogicalPlan
import RedstartSession
import RedstartTypes

/// The program of the demo, step by step.
struct FlightDelays {
  let session: Session
  let folder: String
  let out: String
  let usesDepartureDelay: Bool
  let depth: Int

  static let categories = ["carrier", "origin", "dest", "engine"]
  static let weather = ["temp", "dewp", "humid", "wind_dir", "wind_speed", "precip", "pressure", "visib"]
  static let hour = ["year", "month", "day", "hour", "origin"]

  var numbers: [String] {
    (usesDepartureDelay ? ["dep_delay"] : []) + ["sched_minute", "weekday", "distance"] + Self.weather + ["plane_age", "seats"]
  }

  func run() throws {
    var clock = StepClock()
    clock.begin("Load")
    for name in ["flights", "weather", "planes"] { try load(name) }
    for name in ["flights", "weather", "planes"] { try profile(name) }

    clock.begin("Delays by carrier")
    print(try show(Self.carriers), terminator: "\n")

    clock.begin("Clean and join")
    try prepare()
    for (name, condition) in [("train", "month <= 9"), ("test", "month > 9")] {
      let row = try first("SELECT count(*), sum(label) FROM delays WHERE \(condition)")
      let (rows, late) = (number(row[0]), number(row[1]))
      print("\(name): \(Int(rows)) flights, \(Int(late)) late (\(String(format: "%.1f", 100 * late / rows)) %)")
    }
    print(try session.schema(try session.sql("SELECT * FROM delays")).treeString())

    clock.begin("Train")
    let model = try DelayModel(self)
    model.describe()
    clock.begin("Importance of the features")
    model.printImportances()
    clock.begin("Evaluate")
    try model.evaluate(show: show)
    clock.begin("Write")
    try model.write(show: show)
    clock.end()
  }

  /// Reads a CSV file with its header and the types that its values show, and keeps its rows.
  private func load(_ name: String) throws {
    let options = SourceOptions(["header": "true", "inferSchema": "true", "nullValue": "NA"])
    try keep(
      name,
      .unresolvedDataSource(
        UnresolvedDataSource(format: "csv", options: options, paths: ["\(folder)/\(name).csv.gz"])))
  }

  /// Makes a view of a query whose rows stay in memory once they were computed.
  private func keep(_ name: String, _ plan: LogicalPlan) throws {
    let analyzed = try session.analyze(plan)
    session.shared.cache.persist(analyzed, StorageLevel(useDisk: true, useMemory: true, deserialized: true))
    let view = CreateView(nameParts: [name], scope: .temporary, replace: true, query: analyzed)
    _ = try session.execution(.command(.createView(view))).collect()
  }

  /// Prints the rows of a table, and type, missing and distinct values of each of its columns.
  private func profile(_ name: String) throws {
    let columns = try session.schema(try session.sql("SELECT * FROM \(name)")).fields
    let counts = columns.map { "count(`\($0.name)`), count(DISTINCT `\($0.name)`)" }.joined(separator: ", ")
    let row = try first("SELECT count(*), \(counts) FROM \(name)")
    let rows = Int(number(row[0]))
    print("\(name): \(rows) rows")
    for (index, column) in columns.enumerated() {
      let missing = rows - Int(number(row[1 + 2 * index]))
      let distinct = Int(number(row[2 + 2 * index]))
      print(
        "  " + column.name.padding(to: 15) + " " + column.type.simpleString.padding(to: 10) + " "
          + String(missing).padding(left: 7)
          + " missing " + String(distinct).padding(left: 7) + " distinct")
    }
  }

  private static let carriers = """
    SELECT carrier, count(*) AS flights, sum(CAST(arr_delay IS NULL AS INT)) AS never_arrived,
      round(avg(arr_delay), 2) AS mean_delay, round(avg(CAST(arr_delay > 15 AS INT)) * 100, 1) AS late_percent
    FROM flights GROUP BY carrier ORDER BY flights DESC, carrier
    """

  /// Makes `delays`: one row for each flight that arrived, with everything known about it before it left.
  private func prepare() throws {
    let hour = Self.hour.joined(separator: ", ")
    // The hour that comes twice at the end of summer time is one key with two measurements.
    try view(
      "hourly",
      "SELECT \(hour), \(Self.weather.map { "avg(\($0)) AS \($0)" }.joined(separator: ", ")) FROM weather GROUP BY \(hour)")
    try view(
      "joined",
      """
      SELECT * FROM (SELECT * FROM flights WHERE arr_delay IS NOT NULL)
      LEFT JOIN hourly USING (\(hour))
      LEFT JOIN (SELECT tailnum, year AS built, engine, seats FROM planes) USING (tailnum)
      """)
    // Means in a fixed number of digits, so that they do not depend on the order in which rows were added.
    let means = try first("SELECT \(Self.weather.map { "round(avg(\($0)), 1)" }.joined(separator: ", ")) FROM hourly")
    let plane = try first("SELECT round(avg(year - built), 0), CAST(round(avg(seats), 0) AS INT) FROM joined")
    let filled = zip(Self.weather, means).map { "coalesce(\($0), \(javaText(number($1)))D) AS \($0)" }
    let query = """
      SELECT month, day, flight, tailnum, arr_delay, CAST(arr_delay > 15 AS DOUBLE) AS label,
        carrier, origin, dest, coalesce(engine, 'unknown') AS engine, dep_delay,
        floor(sched_dep_time / 100) * 60 + sched_dep_time % 100 AS sched_minute,
        dayofweek(make_date(year, month, day)) AS weekday, distance, \(filled.joined(separator: ", ")),
        coalesce(year - built, CAST(\(javaText(number(plane[0])))D AS INT)) AS plane_age, coalesce(seats, \(Int(number(plane[1])))) AS seats
      FROM joined
      """
    try keep("delays", try session.sql(query))
  }

  private func view(_ name: String, _ query: String) throws {
    _ = try session.sql("CREATE OR REPLACE TEMPORARY VIEW \(name) AS \(query)")
  }

  /// The first row of a query.
  func first(_ query: String) throws -> [Value] {
    let batch = try session.execution(try session.sql(query)).collectBatch()
    return batch.columns.map { $0.value(at: 0) }
  }

  /// The table of a query's rows as text.
  func show(_ query: String) throws -> String {
    try session.showString(try session.sql(query), rows: 20, truncate: 20, vertical: false)
  }

  private func number(_ value: Value) -> Double {
    switch value {
    case .integer(let number): Double(number)
    case .double(let number): number
    default: 0
    }
  }
}

/// Prints the titles of the steps and, at the end, how long each took.
struct StepClock {
  private var steps: [(name: String, start: DispatchTime)] = []

  mutating func begin(_ name: String) {
    steps.append((name, .now()))
    print("\n== \(name)")
  }

  func end() {
    let now = DispatchTime.now()
    print("\n== Time")
    for (index, step) in steps.enumerated() {
      let end = index + 1 < steps.count ? steps[index + 1].start : now
      print("  " + step.name.padding(to: 27) + Self.seconds(step.start, end))
    }
    if let first = steps.first { print("  " + "all".padding(to: 27) + Self.seconds(first.start, now)) }
  }

  private static func seconds(_ start: DispatchTime, _ end: DispatchTime) -> String {
    String(format: "%6.2f s", Double(end.uptimeNanoseconds - start.uptimeNanoseconds) / 1e9)
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  fileprivate func padding(left width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
