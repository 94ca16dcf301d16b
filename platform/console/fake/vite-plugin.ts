import type { Plugin } from 'vite';
import { type ScenarioName, scenarioNames } from './scenarios.ts';
import { FakeMooring } from './server.ts';

/** `npm run dev` works without a gateway: open /fake/failed (or another scenario's name) to change the world. */
export function fakeApi(): Plugin {
  return {
    name: 'mooring-fake-api',
    apply: 'serve',
    configureServer(server) {
      let fake = new FakeMooring('running').play();
      server.middlewares.use((request, response, next) => {
        const asked = scenarioNames.find((name: ScenarioName) => request.url === `/fake/${name}`);
        if (asked) {
          fake.stop();
          fake = new FakeMooring(asked).play();
          response.writeHead(302, { Location: '/' }).end();
        } else if (!fake.handle(request, response)) {
          next();
        }
      });
    },
  };
}
