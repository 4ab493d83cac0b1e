import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartMLCore

extension CommandRunner {
  func save(_ request: Spark_Connect_MlCommand.Write) throws {
    throw SparkError.unsupported("saving models", "Train again from the saved data.")
  }

  func load(_ request: Spark_Connect_MlCommand.Read) throws -> Spark_Connect_MlCommandResult.MlOperatorInfo {
    throw SparkError.unsupported("loading models", "Train again from the saved data.")
  }
}
