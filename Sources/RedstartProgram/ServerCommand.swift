import ArgumentParser
import Dispatch
import Foundation
import RedstartConfiguration
import RedstartConnectServer
import RedstartDiagnostics
import RedstartSession

/// `redstart server`: serves Spark programs until it is told to stop.
struct ServerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "server",
    abstract: "Serve Spark Connect: any Spark 4 client can connect.",
    discussion: """
      The server listens on this machine only, unless --host says otherwise; open it to others only with a token:

        redstart server
        redstart server --port 15010 --token "$(openssl rand -hex 16)"

      In Python: SparkSession.builder.remote("sc://localhost:15002").getOrCreate(), with a token
      "sc://localhost:15002/;token=…". The token may also come from SPARK_CONNECT_AUTHENTICATE_TOKEN.
      """)

  @Option(help: "Address to listen at.")
  var host = "127.0.0.1"

  @Option(help: "Port to listen at; 0 takes a free one.")
  var port = 15002

  @Option(help: "Token that clients must send.")
  var token: String?

  @OptionGroup var engine: EngineOptions

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535.") }
  }

  func run() async throws {
    var options = ConnectServer.Options()
    options.host = host
    options.port = port
    options.token = token ?? ProcessInfo.processInfo.environment["SPARK_CONNECT_AUTHENTICATE_TOKEN"]
    let shared = engine.sharedState()
    let settings = engine.startupConfiguration
    // A wrong setting must stop the start, not the first client.
    _ = try SessionConfiguration(startup: settings)
    let server = ConnectServer(options: options) { user in
      try Session(shared, configuration: try SessionConfiguration(startup: settings), user: user.isEmpty ? NSUserName() : user)
    }
    let host = self.host
    let running = Task {
      try await server.run { port in
        FileHandle.standardOutput.write(Data("Redstart is listening on \(host):\(port)\n".utf8))
      }
    }
    let signals = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { running.cancel() }
      source.resume()
      return source
    }
    defer { for source in signals { source.cancel() } }
    do {
      try await running.value
    } catch is CancellationError {
      return
    }
  }
}
