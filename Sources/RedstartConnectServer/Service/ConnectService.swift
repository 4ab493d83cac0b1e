import Foundation
import GRPCCore
import GRPCProtobuf
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartSession

/// The twelve calls of Spark Connect; each stands in an extension.
final class ConnectService: Spark_Connect_SparkConnectService.SimpleServiceProtocol {
  let sessions: SessionRegistry

  init(sessions: SessionRegistry) { self.sessions = sessions }

  /// The session of a request. Calls that make no session say so.
  func session(_ id: String, _ user: Spark_Connect_UserContext, _ observed: String?, creates: Bool = true) throws
    -> ConnectSession
  {
    creates
      ? try sessions.session(id, user: user.userID, observed: observed)
      : try sessions.existing(id, user: user.userID, observed: observed)
  }

  /// Runs a call and turns its errors into statuses that Spark's clients understand.
  func answering<T>(_ session: ConnectSession?, _ body: () async throws -> T) async throws -> T {
    do {
      return try await body()
    } catch let error as GoogleRPCStatus {
      throw error
    } catch let error as RPCError {
      throw error
    } catch {
      throw status(SparkError.wrapping(error), session)
    }
  }

  func status(_ error: SparkError, _ session: ConnectSession?) -> GoogleRPCStatus {
    ErrorStatus.status(error, errorID: session?.errors.keep(error))
  }

  func requireUUID(_ id: String) throws {
    guard UUID(uuidString: id) != nil else { throw SparkError("INVALID_HANDLE.FORMAT", ["handle": id]) }
  }
}
