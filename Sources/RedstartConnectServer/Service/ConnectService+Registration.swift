import Foundation
import GRPCCore
import GRPCProtobuf
import RedstartConnectProtocol
import SwiftProtobuf

extension BinaryDecodingOptions {
  /// Plans of long chains of operations nest deep: Spark's server allows 1024 levels.
  static let connect: BinaryDecodingOptions = {
    var options = BinaryDecodingOptions()
    options.messageDepthLimit = 1024
    return options
  }()
}

/// Reads messages that may nest as deep as Spark's server allows.
struct DeepDeserializer<Message: SwiftProtobuf.Message>: MessageDeserializer {
  func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> Message {
    do {
      return try bytes.withUnsafeBytes { raw in
        // The message copies what it keeps: the bytes need to live only for this call.
        guard let base = raw.baseAddress else { return Message() }
        let data = Data(bytesNoCopy: UnsafeMutableRawPointer(mutating: base), count: raw.count, deallocator: .none)
        return try Message(serializedBytes: data, options: .connect)
      }
    } catch {
      throw RPCError(code: .invalidArgument, message: "The request is no message of the type \(Message.self).", cause: error)
    }
  }
}

extension ConnectService {
  /// Every call with the deep reader in place of the default one.
  func registerMethods<Transport>(with router: inout RPCRouter<Transport>) where Transport: ServerTransport {
    typealias Methods = Spark_Connect_SparkConnectService.Method
    func register<Input: SwiftProtobuf.Message, Output: SwiftProtobuf.Message>(
      _ method: MethodDescriptor,
      _ handler:
        @escaping @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
    ) {
      router.registerHandler(
        forMethod: method, deserializer: DeepDeserializer<Input>(), serializer: ProtobufSerializer<Output>(),
        handler: { request, context in try await handler(request, context) })
    }
    register(Methods.ExecutePlan.descriptor) { try await self.executePlan(request: $0, context: $1) }
    register(Methods.AnalyzePlan.descriptor) { try await self.analyzePlan(request: $0, context: $1) }
    register(Methods.Config.descriptor) { try await self.config(request: $0, context: $1) }
    register(Methods.AddArtifacts.descriptor) { try await self.addArtifacts(request: $0, context: $1) }
    register(Methods.ArtifactStatus.descriptor) { try await self.artifactStatus(request: $0, context: $1) }
    register(Methods.Interrupt.descriptor) { try await self.interrupt(request: $0, context: $1) }
    register(Methods.ReattachExecute.descriptor) { try await self.reattachExecute(request: $0, context: $1) }
    register(Methods.ReleaseExecute.descriptor) { try await self.releaseExecute(request: $0, context: $1) }
    register(Methods.ReleaseSession.descriptor) { try await self.releaseSession(request: $0, context: $1) }
    register(Methods.FetchErrorDetails.descriptor) { try await self.fetchErrorDetails(request: $0, context: $1) }
    register(Methods.CloneSession.descriptor) { try await self.cloneSession(request: $0, context: $1) }
    register(Methods.GetStatus.descriptor) { try await self.getStatus(request: $0, context: $1) }
  }
}
