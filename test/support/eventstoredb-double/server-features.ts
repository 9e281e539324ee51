import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';

/** What the double says that it can do, as a server of version 23.10 says it of the same calls. */
export function supportedMethods(): InstanceType<typeof features.SupportedMethods> {
  const supported = new features.SupportedMethods();
  supported.setEventStoreServerVersion('23.10.6');
  for (const { path } of [StreamsService.read, StreamsService.append, StreamsService.batchAppend]) {
    const [, service = '', name = ''] = path.toLowerCase().split('/');
    const method = new features.SupportedMethod();
    method.setServiceName(service);
    method.setMethodName(name);
    supported.addMethods(method);
  }
  return supported;
}
