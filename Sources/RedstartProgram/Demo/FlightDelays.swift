import Dispatch
import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLReport
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

  /// The page about the tree.
  private var reportPath: String { out + "/flight_delays.html" }

  func run() throws {
    var clock = StepClock()
    clock.begin("Load")
    for name in ["flights", "weather", "planes"] { try load(name) }
    let tables = try ["flights", "weather", "planes"].map { try profile($0) }

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
    let quality = try model.evaluate(show: show)
    clock.begin("Write")
    try model.write(show: show)
    var report = report(model.named)
    report.quality = quality
    report.tables = tables
    report.steps = clock.end()
    try report.write(to: reportPath)
    print("\nThe tree to look at: \(reportPath)")
  }

  private func report(_ tree: NamedTree) -> TreeReport {
    var report = TreeReport(
      title: "Will a flight arrive more than 15 minutes late?",
      lead: """
        A decision tree answers \(usesDepartureDelay ? "when the plane leaves the gate" : "before the plane leaves"). It learned \
        from the flights that left New York City from January to September 2013, their weather and their planes, and was tested \
        on October to December.
        """, tree: tree)
    report.rowName = "flights"
    report.maker = RedstartVersion.text
    return report
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
  private func profile(_ name: String) throws -> TreeReport.Table {
    let columns = try session.schema(try session.sql("SELECT * FROM \(name)")).fields
    let counts = columns.map { "count(`\($0.name)`), count(DISTINCT `\($0.name)`)" }.joined(separator: ", ")
    let row = try first("SELECT count(*), \(counts) FROM \(name)")
    let rows = Int(number(row[0]))
    let table = TreeReport.Table(
      name: name, rows: rows,
      columns: columns.enumerated().map { index, column in
        TreeReport.Table.Column(
          name: column.name, type: column.type.simpleString, missing: rows - Int(number(row[1 + 2 * index])),
          distinct: Int(number(row[2 + 2 * index])))
      })
    print("\(name): \(rows) rows")
    for column in table.columns {
      print(
        "  " + column.name.padding(to: 15) + " " + column.type.padding(to: 10) + " " + String(column.missing).padding(left: 7)
          + " missing " + String(column.distinct).padding(left: 7) + " distinct")
    }
    return table
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

  /// Prints how long each step took, and gives it in seconds.
  func end() -> [(name: String, seconds: Double)] {
    let ends = steps.dropFirst().map(\.start) + [.now()]
    let times = zip(steps, ends).map { step, end in
      (name: step.name, seconds: Double(end.uptimeNanoseconds - step.start.uptimeNanoseconds) / 1e9)
    }
    print("\n== Time")
    for (name, seconds) in times + [("all", times.reduce(0) { $0 + $1.seconds })] {
      print("  " + name.padding(to: 27) + String(format: "%6.2f s", seconds))
    }
    return times
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  fileprivate func padding(left width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
