import ArgumentParser

/// The `redstart` program.
@main
struct Redstart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redstart",
    abstract: "Apache Spark, native: a Spark Connect server, a SQL shell and a fast engine in one binary.",
    discussion: """
      Start a server and point any Spark program at it:

        redstart server
        SPARK_REMOTE=sc://localhost:15002 python my_job.py

      Or ask a question of your files at once:

        redstart sql -e "SELECT carrier, count(*) FROM csv.`flights.csv` GROUP BY carrier"
      """,
    version: RedstartVersion.text,
    subcommands: [ServerCommand.self, SQLCommand.self, RunCommand.self, TreeCommand.self, DemoCommand.self, VersionCommand.self])
}

/// Versions that the program reports.
enum RedstartVersion {
  static let number = "0.1.0"
  /// The version of Apache Spark whose behaviour and protocol Redstart follows.
  static let spark = "4.3.0"
  static let text = "redstart \(number) (Spark \(spark))"
}

struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the versions of Redstart and Spark.")

  func run() { print(RedstartVersion.text) }
}
