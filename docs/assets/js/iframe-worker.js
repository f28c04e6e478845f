// Lets readers search their saved copy of the guide with no internet connection.
//
// Browsers refuse to start a Worker on a page opened from disk (file:), and the
// search needs one. There, and only there, this stand-in runs the Worker's
// script in a hidden blank frame. It loads it with <script src>, because a
// content security policy without 'unsafe-inline' blocks inline scripts.
//
// One difference: importScripts() returns a promise, as a page cannot wait for a
// script. The search awaits it; an import at the top of a script would not work.
if (location.protocol === "file:") {
  window.Worker = function (address) {
    const script = new URL(address, document.baseURI);
    // Like a Worker, a message port copies messages, keeps their order and holds
    // them until the other end is ready; so one end can be given out as a Worker.
    const { port1: worker, port2: inside } = new MessageChannel();
    const frame = document.createElement("iframe");
    frame.hidden = true; // neither shown nor printed
    frame.tabIndex = -1;
    frame.title = "Search (works in the background)";
    frame.setAttribute("aria-hidden", "true");

    // Firefox may replace a new frame's document, so wait until it has loaded.
    frame.addEventListener("load", async () => {
      const scope = frame.contentWindow;
      const load = (url) => new Promise((resolve, reject) => {
        const element = scope.document.createElement("script");
        Object.assign(element, { src: url, onload: resolve, onerror: reject });
        scope.document.head.append(element);
      });
      let imports = Promise.resolve();
      scope.importScripts = (...urls) => imports = imports.then(async () => {
        for (const url of urls) await load(new URL(url, script));
      });
      scope.postMessage = (data) => inside.postMessage(data);
      await load(script);
      let last = imports; // an import holds back the messages that follow it
      inside.onmessage = ({ data }) => last = last.then(() => {
        scope.dispatchEvent(new MessageEvent("message", { data }));
        return imports;
      });
    }, { once: true });
    document.body.append(frame);
    worker.start();
    return worker;
  };
}
